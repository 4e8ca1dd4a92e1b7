"""What the team teaches the spam filter (spam/), and what the site lets it do.

Nothing here ever deletes a comment: it is held, filed as spam or, where a team's own entry says so, not taken.
"""
