"""The commands of ``python -m gesprek``, for the quality advisor."""
