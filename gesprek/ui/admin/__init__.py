"""Beheer: what the quality advisor looks after."""
