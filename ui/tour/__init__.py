"""The main job played on the real screens, with pictures and papers kept of every step."""
