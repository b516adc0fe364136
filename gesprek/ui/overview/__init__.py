"""The overview for managers: the choice, the figures and their files."""
