"""The limits on guessing, shared by all servers."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table. Unlogged: a guess costs no write to the disk, and reaches no copy."""
    op.execute(
        """
        CREATE UNLOGGED TABLE emmers (
            naam varchar COLLATE "C" NOT NULL PRIMARY KEY,
            leeg timestamptz NOT NULL,
            gevuld timestamptz NOT NULL
        )
        """
    )
