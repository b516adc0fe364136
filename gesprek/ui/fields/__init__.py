"""Fields that save themselves, drafts, and the one look at what the privacy guard found."""
