"""A release: loaded, derived, exported, verified, and put in the place of the former one."""
