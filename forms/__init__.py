"""What a person may say, and how we correct it."""
