"""What Alembic runs: the revisions, over the connection that `store.migrate` or Flask-Migrate brings."""

from alembic import context
from sqlalchemy import Connection

from workshop.store.models import Base


def run(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()


def through_flask() -> None:
    from flask import current_app

    with current_app.extensions["migrate"].db.engine.begin() as connection:
        run(connection)


brought = context.config.attributes.get("connection")
if brought is None:
    through_flask()
else:
    run(brought)
