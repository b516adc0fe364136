"""Bringing one message to somebody else's server: by mail, or into a channel."""
