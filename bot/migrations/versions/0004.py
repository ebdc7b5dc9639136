"""templates of officers"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

FIRST = (
    ('问候', '您好，我已经看到您的问题，正在核实，稍后答复您。'),
    ('请补充材料', '为了尽快办理，请您把相关材料的名称和办理进度发给我，身份证号等个人信息请不要发在这里。'),
    ('还要一些时间', '这件事需要和其他单位核实，我会尽快给您准确的答复，感谢您的耐心。'),
    ('结束语', '以上供您参考，还有问题请直接回复我。'),
)
"""For the officers of every unit, to begin with; coordinators change them."""


def upgrade() -> None:
    template = op.create_table('template',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('template', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_template_unit_id'), ['unit_id'], unique=False)
    op.bulk_insert(template, [{'title': title, 'text': text} for title, text in FIRST])


def downgrade() -> None:
    with op.batch_alter_table('template', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_template_unit_id'))
    op.drop_table('template')
