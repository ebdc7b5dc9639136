"""sessions and deeds at the desk"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

import bot.database

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('desk_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('device', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('began_at', bot.database.UtcDateTime(), nullable=False),
    sa.Column('expires_at', bot.database.UtcDateTime(), nullable=False),
    sa.Column('ended_at', bot.database.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('digest')
    )
    with op.batch_alter_table('desk_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_desk_session_officer_id'), ['officer_id'], unique=False)
    op.create_table('deed',
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', bot.database.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], ),
    sa.PrimaryKeyConstraint('officer_id', 'key')
    )


def downgrade() -> None:
    op.drop_table('deed')
    with op.batch_alter_table('desk_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_desk_session_officer_id'))
    op.drop_table('desk_session')
