"""How fast the program is, measured beside what else could have been used."""
