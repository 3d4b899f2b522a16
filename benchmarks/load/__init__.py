"""Many readers at once: clients that cost little, and what they found."""
