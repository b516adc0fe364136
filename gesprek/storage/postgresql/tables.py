"""The tables, as the program uses them, and bringing them to its version."""

from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from gesprek.storage.store_errors import SchemaTooNew


class JsonText(sa.types.UserDefinedType[str]):
    """JSON that goes in and comes out as the text that it is.

    Not JSONB: that puts keys in another order and makes an integer of ``1e16`` and nothing of the
    sign of ``-0.0``, so that a document would not come back exactly.
    """

    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:  # noqa: ANN401 - as SQLAlchemy asks it
        """Return the type as PostgreSQL names it."""
        return "JSON"


# Bytes, not words of a language: the same order on every server, and that of the files.
_NAME: Final = sa.String(collation="C")
METADATA: Final = sa.MetaData()

DOCUMENTS: Final = sa.Table(
    "documenten",
    METADATA,
    sa.Column("soort", _NAME, primary_key=True),
    # Empty for a kind without a team: a key holds no NULL.
    sa.Column("team", _NAME, primary_key=True),
    sa.Column("id", _NAME, primary_key=True),
    sa.Column("schema", sa.Integer, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("envelope", JsonText, nullable=False),
    # Since when it is known that it cannot be read.
    sa.Column("kapot", sa.DateTime(timezone=True)),
)
"""A row per document; ``schema`` and ``version`` are those in the envelope, to be read quickly."""

ROW_STATES: Final = sa.Table(
    "rijstanden",
    METADATA,
    sa.Column("team", _NAME, primary_key=True),
    sa.Column("stand", sa.BigInteger, nullable=False),
)
"""Per team a number that goes up with each change of its coded rows."""

SECRETS: Final = sa.Table(
    "geheimen",
    METADATA,
    sa.Column("naam", _NAME, primary_key=True),
    sa.Column("stand", sa.BigInteger, nullable=False),
    sa.Column("waarde", sa.LargeBinary, nullable=False),
)
"""What all servers must share and no copy of ours holds."""

BUCKETS: Final = sa.Table(
    "emmers",
    METADATA,
    sa.Column("naam", _NAME, primary_key=True),
    # The moments at which it will be empty, and at which it was last added to.
    sa.Column("leeg", sa.DateTime(timezone=True), nullable=False),
    sa.Column("gevuld", sa.DateTime(timezone=True), nullable=False),
)
"""What the limits on guessing count, under names that tell nothing; of no document."""

PROBE: Final = sa.Table("proef", METADATA, sa.Column("data", sa.LargeBinary, nullable=False))
"""Written and emptied again to know whether the database can be written; always empty."""

HEAD: Final = "0003"
"""The last step in ``migrations/versions``."""

# Any number that no other program is likely to lock.
_LOCK: Final = 0x6765737072656B


def version_of(connection: sa.Connection) -> str | None:
    """Return the last step that was taken in this database, None for one without our tables."""
    if connection.scalar(sa.select(sa.func.to_regclass("alembic_version"))) is None:
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def migrate(connection: sa.Connection) -> None:
    """Take the steps that were not taken yet; the caller commits.

    Raises SchemaTooNew where a newer program took steps that this one does not know.
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

    steps = Path(__file__).with_name("migrations")
    known = {path.name[1:5] for path in (steps / "versions").glob("v*.py")}
    if present is not None and present not in known:
        raise SchemaTooNew
    config = Config()
    config.set_main_option("script_location", steps.as_posix().replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
