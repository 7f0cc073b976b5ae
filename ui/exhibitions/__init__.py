"""The shop's screens for exhibitions: from the plan to the result."""
