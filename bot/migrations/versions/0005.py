"""forms of services: interviews that fill one in, answers that a case carries"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('interview', schema=None) as batch_op:
        batch_op.add_column(sa.Column('form', sa.String(), nullable=False, server_default=''))
    with op.batch_alter_table('case', schema=None) as batch_op:
        batch_op.add_column(sa.Column('answers', sa.JSON(), nullable=False, server_default='[]'))


def downgrade() -> None:
    with op.batch_alter_table('case', schema=None) as batch_op:
        batch_op.drop_column('answers')
    with op.batch_alter_table('interview', schema=None) as batch_op:
        batch_op.drop_column('form')
