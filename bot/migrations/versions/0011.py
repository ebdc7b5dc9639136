"""matching: offers, commissions, bids"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import bot.database

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

INDEXES = {
    'offer': ('kind', 'conversation_id', 'case_id'),
    'commission': ('conversation_id', 'case_id', 'offer_id'),
    'bid': ('commission_id', 'offer_id'),
}


def _text(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _moment(*names: str) -> list[sa.Column]:
    return [sa.Column(name, bot.database.UtcDateTime(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table('offer',
    sa.Column('id', sa.Integer(), nullable=False),
    *_text('kind', 'city', 'title', 'about', 'place', 'price', 'more', 'state'),
    sa.Column('conversation_id', sa.Integer(), sa.ForeignKey('conversation.id'), nullable=False),
    sa.Column('case_id', sa.Integer(), sa.ForeignKey('case.id'), nullable=False),
    sa.Column('topics', sa.JSON(), nullable=False),
    *_moment('created_at', 'changed_at'),
    sa.PrimaryKeyConstraint('id'),
    )
    op.create_table('commission',
    sa.Column('id', sa.Integer(), nullable=False),
    *_text('kind', 'city', 'about', 'price', 'more'),
    sa.Column('conversation_id', sa.Integer(), sa.ForeignKey('conversation.id'), nullable=False),
    sa.Column('case_id', sa.Integer(), sa.ForeignKey('case.id'), nullable=False),
    sa.Column('offer_id', sa.Integer(), sa.ForeignKey('offer.id'), nullable=True),
    sa.Column('topics', sa.JSON(), nullable=False),
    sa.Column('settled', sa.Boolean(), nullable=False),
    sa.Column('asker_shares', sa.Boolean(), nullable=True),
    sa.Column('owner_shares', sa.Boolean(), nullable=True),
    *_moment('created_at'),
    sa.PrimaryKeyConstraint('id'),
    )
    op.create_table('bid',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('commission_id', sa.Integer(), sa.ForeignKey('commission.id'), nullable=False),
    sa.Column('offer_id', sa.Integer(), sa.ForeignKey('offer.id'), nullable=False),
    *_text('words', 'state'),
    *_moment('changed_at'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('commission_id', 'offer_id'),
    )
    for table, columns in INDEXES.items():
        for column in columns:
            op.create_index(f'ix_{table}_{column}', table, [column])


def downgrade() -> None:
    for table in ('bid', 'commission', 'offer'):
        op.drop_table(table)
