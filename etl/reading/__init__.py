"""Read files that other people made, without trusting them."""
