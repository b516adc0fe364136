"""What can be looked up: the companion tool, the manual and papers to print."""
