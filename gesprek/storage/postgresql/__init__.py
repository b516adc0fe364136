"""The store in PostgreSQL. Nothing of it is loaded before ``GESPREK_OPSLAG`` names a database."""
