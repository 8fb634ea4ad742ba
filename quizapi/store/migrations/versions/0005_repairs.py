"""Items whose evidence is gone, and repairs of published ones"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stale", sa.Boolean(), nullable=True))
    op.execute(sa.text("UPDATE items SET stale = :none").bindparams(none=False))
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.alter_column("stale", existing_type=sa.Boolean(), nullable=False)
    with op.batch_alter_table("assignment_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("repair", sa.String(), nullable=True))
    op.create_table(
        "repairs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("quiz_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("key", _JSON, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", _JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["quiz_id"], ["quizzes.id"], name=op.f("fk_repairs_quiz_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["users.id"], name=op.f("fk_repairs_made_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repairs")),
    )
    op.create_index("ix_repairs_quiz_id_item_id", "repairs", ["quiz_id", "item_id"])
    op.create_table(
        "repaired_attempts",
        sa.Column("repair_id", sa.String(), nullable=False),
        sa.Column("attempt_id", sa.String(), nullable=False),
        sa.Column("score_before", sa.Double(), nullable=True),
        sa.Column("score_after", sa.Double(), nullable=True),
        sa.Column("points_before", sa.Double(), nullable=True),
        sa.Column("points_after", sa.Double(), nullable=True),
        sa.Column("max_before", sa.Double(), nullable=True),
        sa.Column("max_after", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["repair_id"],
            ["repairs.id"],
            name=op.f("fk_repaired_attempts_repair_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempts.id"],
            name=op.f("fk_repaired_attempts_attempt_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("repair_id", "attempt_id", name=op.f("pk_repaired_attempts")),
    )
    op.create_index(op.f("ix_repaired_attempts_attempt_id"), "repaired_attempts", ["attempt_id"])


def downgrade() -> None:
    op.drop_table("repaired_attempts")
    op.drop_table("repairs")
    with op.batch_alter_table("assignment_items", schema=None) as batch_op:
        batch_op.drop_column("repair")
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.drop_column("stale")
