"""Files that the staff bring: their letters, lines and cells, or a refusal that names the place."""
