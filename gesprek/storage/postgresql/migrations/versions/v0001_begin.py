"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEY = sa.String(collation="C")


def upgrade() -> None:
    """Make the tables. What was erased is cleared away sooner than PostgreSQL does by itself."""
    op.execute(
        """
        CREATE TABLE documenten (
            soort varchar COLLATE "C" NOT NULL,
            team varchar COLLATE "C" NOT NULL,
            id varchar COLLATE "C" NOT NULL,
            schema integer NOT NULL,
            version bigint NOT NULL,
            envelope json NOT NULL,
            kapot timestamptz,
            PRIMARY KEY (soort, team, id)
        ) WITH (
            autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100,
            toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 100
        )
        """
    )
    op.create_index(
        "documenten_kapot", "documenten", ["kapot"], postgresql_where=sa.text("kapot IS NOT NULL")
    )
    op.create_table(
        "rijstanden",
        sa.Column("team", _KEY, primary_key=True),
        sa.Column("stand", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "geheimen",
        sa.Column("naam", _KEY, primary_key=True),
        sa.Column("stand", sa.BigInteger, nullable=False),
        sa.Column("waarde", sa.LargeBinary, nullable=False),
    )
    op.create_table("proef", sa.Column("data", sa.LargeBinary, nullable=False))
