"""Event revisions: one change of the facts of an event, whoever makes it, and the notice of it."""
