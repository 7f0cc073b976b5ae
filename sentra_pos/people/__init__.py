"""Staff with their permissions, and the parties the shop deals with."""
