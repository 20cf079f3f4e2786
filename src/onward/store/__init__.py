"""The care database: Django models and migrations, and where the database is. Only ``actions`` writes to it."""
