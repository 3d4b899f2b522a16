"""The write side: published figures in, a verified release out."""
