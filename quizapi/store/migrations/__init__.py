"""Alembic's environment, its template for a new migration, and the migrations."""
