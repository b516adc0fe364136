"""A real Windows Python on Linux, by Wine: what it needs, and the tests that run in it."""
