"""tick lists that change where they stand"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('message', sa.Column('card', sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('message') as table:
        table.drop_column('card')
