"""What a moderator may say."""
