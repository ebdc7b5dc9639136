"""reminders at the desk"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import bot.database

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'desk_notice',
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('officer_id', sa.Integer(), nullable=False),
        sa.Column('case_id', sa.Integer(), nullable=False),
        sa.Column('place', sa.Integer(), nullable=False),
        sa.Column('at', bot.database.UtcDateTime(), nullable=False),
        sa.Column('seen_at', bot.database.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(['case_id'], ['case.id']),
        sa.ForeignKeyConstraint(['event_id'], ['event.id']),
        sa.ForeignKeyConstraint(['officer_id'], ['officer.id']),
        sa.PrimaryKeyConstraint('event_id', 'officer_id'),
    )
    op.create_index('ix_desk_notice_case_id', 'desk_notice', ['case_id'], unique=False)
    op.create_index('ix_desk_notice_officer_id', 'desk_notice', ['officer_id'], unique=False)


def downgrade() -> None:
    op.drop_table('desk_notice')
