"""The moderators' queue, their decisions and their lists."""
