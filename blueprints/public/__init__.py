"""What every visitor sees and does, and what a private link opens."""
