"""Several devices on one oefening: who follows, at whose pace, and the large screen."""
