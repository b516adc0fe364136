"""The steps that make the tables and take them from one version of the program to the next."""
