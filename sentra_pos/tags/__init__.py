"""Price tags and the cards that tell a piece's story: what stands on them, and the sheets and rolls they go on."""
