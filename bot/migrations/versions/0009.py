"""proposals, confirmed answers, reviews"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import bot.database

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('faq',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('clause', sa.String(), nullable=False),
    sa.Column('clause_digest', sa.String(), nullable=False),
    sa.Column('given_by', sa.String(), nullable=False),
    sa.Column('confirmed_by', sa.String(), nullable=False),
    sa.Column('confirmed_on', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_faq_clause', 'faq', ['clause'])
    op.create_table('proposal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('clauses', sa.String(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('proposer_id', sa.Integer(), nullable=False),
    sa.Column('proposed_at', bot.database.UtcDateTime(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('decided_at', bot.database.UtcDateTime(), nullable=True),
    sa.Column('word', sa.String(), nullable=False),
    sa.Column('faq_id', sa.Integer(), nullable=True),
    sa.Column('replaced', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id']),
    sa.ForeignKeyConstraint(['decided_by'], ['officer.id']),
    sa.ForeignKeyConstraint(['faq_id'], ['faq.id']),
    sa.ForeignKeyConstraint(['proposer_id'], ['officer.id']),
    sa.PrimaryKeyConstraint('id')
    )
    for column in ('case_id', 'proposer_id', 'state'):
        op.create_index(f'ix_proposal_{column}', 'proposal', [column])
    op.create_table('review',
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('mark', sa.String(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('at', bot.database.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['message.id']),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id']),
    sa.PrimaryKeyConstraint('message_id')
    )


def downgrade() -> None:
    op.drop_table('review')
    op.drop_table('proposal')
    op.drop_table('faq')
