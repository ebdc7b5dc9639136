"""files that go with a form"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('enclosure', sa.Column('interview_id', sa.Integer(), nullable=True))
    op.create_index('ix_enclosure_interview_id', 'enclosure', ['interview_id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_enclosure_interview_id', table_name='enclosure')
    with op.batch_alter_table('enclosure') as table:
        table.drop_column('interview_id')
