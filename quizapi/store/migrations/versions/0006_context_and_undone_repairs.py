"""Articles beside those that a quiz asks about, and repairs that are taken back"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quiz_context_articles",
        sa.Column("quiz_id", sa.String(), nullable=False),
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id", "revision"],
            ["article_revisions.article_id", "article_revisions.revision"],
            name="fk_quiz_context_articles_revision",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["quiz_id"], ["quizzes.id"], name=op.f("fk_quiz_context_articles_quiz_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("quiz_id", "article_id", name=op.f("pk_quiz_context_articles")),
    )
    op.create_index(op.f("ix_quiz_context_articles_article_id"), "quiz_context_articles", ["article_id"])
    with op.batch_alter_table("repairs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("undoes", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("item_status", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("repairs", schema=None) as batch_op:
        batch_op.drop_column("item_status")
        batch_op.drop_column("undoes")
    op.drop_table("quiz_context_articles")
