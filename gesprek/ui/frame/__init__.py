"""The frame of every page: menu, addresses, who is there, title and main action."""
