"""What Alembic runs for each command: the migrations, in the transaction of the connection that was handed over (data/schema.py)."""
from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
