"""Whose attempt it is; rosters and allowances"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "roster_entries",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("assignment_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_roster_entries_assignment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_entries")),
        sa.UniqueConstraint("assignment_id", "code", name=op.f("uq_roster_entries_assignment_id_code")),
    )
    op.create_table(
        "allowances",
        sa.Column("assignment_id", sa.String(), nullable=False),
        sa.Column("student_id", sa.String(), nullable=False),
        sa.Column("time_factor", sa.Double(), nullable=False),
        sa.Column("extra_time_s", sa.Integer(), nullable=False),
        sa.Column("extra_attempts", sa.Integer(), nullable=False),
        sa.Column("excused", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_allowances_assignment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assignment_id", "student_id", name=op.f("pk_allowances")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("student_id", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("nickname_key", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("flagged", _JSON, nullable=True))
    # Attempts from before are each a student's of their own, and keep their names even where two are alike.
    op.execute("UPDATE attempts SET student_id = id, number = 1, nickname_key = id, flagged = '[]'")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.alter_column("student_id", existing_type=sa.String(), nullable=False)
        batch_op.alter_column("number", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("nickname_key", existing_type=sa.String(), nullable=False)
        batch_op.alter_column("flagged", existing_type=_JSON, nullable=False)
        batch_op.create_unique_constraint(
            "uq_attempts_nickname_number", ["assignment_id", "nickname_key", "number"]
        )
        batch_op.create_index("ix_attempts_state_deadline", ["state", "deadline"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index("ix_attempts_state_deadline")
        batch_op.drop_constraint("uq_attempts_nickname_number", type_="unique")
        batch_op.drop_column("flagged")
        batch_op.drop_column("nickname_key")
        batch_op.drop_column("number")
        batch_op.drop_column("student_id")
    op.drop_table("allowances")
    op.drop_table("roster_entries")
