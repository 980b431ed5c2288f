"""Changes of the schema, one file each in versions/, run in the order of their numbers when an older database is opened (data/schema.py)."""
