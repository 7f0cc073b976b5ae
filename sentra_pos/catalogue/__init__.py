"""Items, the groups and motifs they belong to, their codes and the search over them."""
