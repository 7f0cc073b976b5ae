"""What the owner sets: the shop, its printer, its safety copies and its people."""
