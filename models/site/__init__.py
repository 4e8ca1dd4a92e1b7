"""The site itself: its name, who publishes it and how to reach them, its accent colour."""
