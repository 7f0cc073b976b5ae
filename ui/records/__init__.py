"""Records to look at and to take along: stock card, recap, an artisan's books, a month on a stick, papers checked."""
