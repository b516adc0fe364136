"""What was under 'beheer' together has kinds of its own; see ``gesprek.storage.stored_form``."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Name the kinds. Written out here: a step is never changed afterwards."""
    for begin, kind in (
        ("aanmelding-", "aanmelding"),
        ("code-", "deelcode"),
        ("sleutel-", "teamsleutel"),
        ("teamsleutel-", "teamsleutel"),
        ("account-", "account"),
        ("geblokkeerd-", "account"),
        ("gewist-", "grootboek"),
    ):
        op.get_bind().execute(
            sa.text(
                "UPDATE documenten SET soort = :kind "
                "WHERE soort = 'beheer' AND starts_with(id, :begin)"
            ),
            {"kind": kind, "begin": begin},
        )
