"""What an organiser may say."""
