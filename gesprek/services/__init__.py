"""What people do, for pages and routes; built in one place, see ``root``."""
