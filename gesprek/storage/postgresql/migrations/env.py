"""Alembic runs this to take the steps, in the transaction that is handed to it."""

from alembic import context

from gesprek.storage.postgresql.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
context.run_migrations()
