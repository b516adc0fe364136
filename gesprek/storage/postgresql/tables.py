"""The tables, as the program uses them; ``migrations`` makes them."""

from typing import Any, Final

import sqlalchemy as sa


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
