"""Brings the tables to the version of this program, once, however many servers start."""

from pathlib import Path
from typing import Final

import sqlalchemy as sa

from gesprek.storage.store_errors import SchemaTooNew

HEAD: Final = "0003"
"""The last step in ``migrations/versions``."""

_STEPS: Final = Path(__file__).with_name("migrations")
# Any number that no other program is likely to lock.
_LOCK: Final = 0x6765737072656B


def version_of(connection: sa.Connection) -> str | None:
    """Return the last step that was taken in this database, None for one without our tables."""
    has_steps = sa.select(sa.func.to_regclass("alembic_version").is_not(None))
    if not connection.scalar(has_steps):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def migrate(connection: sa.Connection) -> None:
    """Take the steps that were not taken yet; the caller commits.

    Raises:
        SchemaTooNew: a newer program took steps that this one does not know.
    """
    if version_of(connection) == HEAD:
        return
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    # Another server may have done it while this one waited.
    present = version_of(connection)
    if present == HEAD:
        return
    from alembic import command  # loaded once in the life of a database
    from alembic.config import Config

    known = {path.name[1:5] for path in (_STEPS / "versions").glob("v*.py")}
    if present is not None and present not in known:
        raise SchemaTooNew
    config = Config()
    config.set_main_option("script_location", _STEPS.as_posix().replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
