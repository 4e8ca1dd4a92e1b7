"""What the database itself enforces by triggers: seat counters, and an audit log that nobody edits."""
