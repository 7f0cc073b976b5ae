"""Reading the shop's own lists: a file becomes a table, its columns get a meaning, its rows become typed records."""
