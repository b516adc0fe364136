"""Programs for who works on Gesprekstool; the program itself needs none of them."""
