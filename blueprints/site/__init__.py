"""What belongs to no event: pages about the site, files, sessions, errors, the stream."""
