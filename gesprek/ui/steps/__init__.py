"""The seven steps, each with the parts of its page."""
