"""Indexes for looking lines up by employee, by month and by the line that they correct."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the indexes."""
    for column in ("employee_id", "corrects", "period"):
        op.create_index(f"line_{column}", "line", [column])
