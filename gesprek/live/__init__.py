"""Who follows an oefening at this moment, and the hint that something of it changed."""
