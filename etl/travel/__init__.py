"""Releases travel to other machines through a store of objects: one host publishes, replicas follow.

The only ``import fsspec``. A release lies in the store in a folder that is never changed, its packing list names size
and SHA-256 of every file, and the pointer, which is moved last, names the packing list by its SHA-256.
"""
