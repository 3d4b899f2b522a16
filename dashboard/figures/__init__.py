"""What pages show: each function turns a choice into a ``Figure``, cached per release, choice and theme."""
