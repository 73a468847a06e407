"""What alembic runs for each migration: on the connection, and inside the transaction, that it is given."""

from alembic import context

from payroll.ledger.schema import METADATA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
)
context.run_migrations()
