"""A step per file, in the order of their numbers; never changed afterwards."""
