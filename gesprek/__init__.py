"""Gesprekstool: a care team practises a difficult conversation before it has it for real."""
