"""Practice windows: how they are started, and how they are told from the real shop at a glance."""
