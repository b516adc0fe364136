"""Figures over oefeningen, from coded rows only."""
