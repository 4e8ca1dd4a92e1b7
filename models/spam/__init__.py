"""Spam, without calling anybody: lists that the team keeps (``rule``), a filter that learns from its decisions (``filter``).

Nothing here ever deletes a comment: it is held, filed as spam or, where a team's own entry says so, not taken.
"""
