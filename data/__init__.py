"""Rows at rest: the tables, the engine, the store that writes and the queries that read."""
