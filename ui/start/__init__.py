"""Before the shop opens: first start, logging in, and what is said when a store cannot be opened."""
