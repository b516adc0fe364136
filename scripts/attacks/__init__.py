"""The attacks of `scripts/attack.py`, by kind."""
