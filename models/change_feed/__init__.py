"""The change feed: what open and cached pages follow."""
