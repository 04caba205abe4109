"""What Alembic runs for each upgrade: on the connection it was lent, inside the caller's one transaction."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transaction_per_migration=False,
    render_as_batch=True,
)
context.run_migrations()
