"""Spam, without calling anybody: lists that the team keeps (``rules``), and what a comment says as they read it (``saying``).

Nothing here ever deletes a comment: it is held, filed as spam or, where a team's own entry says so, not taken.
"""
