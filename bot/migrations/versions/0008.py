"""which message and which topic belong to which case; what officers have begun"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

import bot.database

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('post',
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('remote_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('channel', 'address', 'remote_id')
    )
    op.create_index('ix_post_case_id', 'post', ['case_id'], unique=False)
    op.create_table('topic',
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('thread', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('talking', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('case_id')
    )
    op.create_table('draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('message', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('waits', sa.Boolean(), nullable=False),
    sa.Column('begun_at', bot.database.UtcDateTime(), nullable=False),
    sa.Column('done_at', bot.database.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], ),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_draft_case_id', 'draft', ['case_id'], unique=False)
    op.create_index('ix_draft_officer_id', 'draft', ['officer_id'], unique=False)
    with op.batch_alter_table('parcel', schema=None) as batch_op:
        batch_op.add_column(sa.Column('case_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('draft_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('edits', sa.Integer(), nullable=True))
        batch_op.create_index('ix_parcel_case_id', ['case_id'], unique=False)
        batch_op.create_foreign_key('fk_parcel_case_id_case', 'case', ['case_id'], ['id'], ondelete='CASCADE')
    with op.batch_alter_table('staff_group', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_forum', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table('staff_group', schema=None) as batch_op:
        batch_op.drop_column('is_forum')
    with op.batch_alter_table('parcel', schema=None) as batch_op:
        batch_op.drop_constraint('fk_parcel_case_id_case', type_='foreignkey')
        batch_op.drop_index('ix_parcel_case_id')
        batch_op.drop_column('edits')
        batch_op.drop_column('draft_id')
        batch_op.drop_column('case_id')
    for table in ('draft', 'topic', 'post'):
        op.drop_table(table)
