"""What a visitor may say."""
