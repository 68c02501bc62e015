"""The library on this device: two SQLite files, their schema, reading and writing.

Importing this package loads neither SQLAlchemy nor Alembic: they carry schema upgrades and are loaded only for one
(see docs/decisions/sqlite-without-sqlalchemy-at-start.md).
"""
