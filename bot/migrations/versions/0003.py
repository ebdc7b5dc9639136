"""cases, officers, audit"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

import bot.database

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


CITIES = {'XZ': 'xinzhou', 'JC': 'jincheng'}
CASE = sa.table('case', *map(sa.column, ('id', 'number', 'question', 'state', 'city')),
    sa.column('units', sa.JSON()),
    *(sa.column(name, bot.database.UtcDateTime())
      for name in ('created_at', 'clock_from', 'deadline', 'remind_at')))
UNIT = sa.table('unit', *map(sa.column, ('id', 'city', 'name', 'duty')), sa.column('aliases', sa.JSON()))
CASE_UNIT = sa.table('case_unit', *map(sa.column, ('case_id', 'unit_id', 'leads')))
EVENT = sa.table('event', *map(sa.column, ('case_id', 'kind', 'by', 'text')),
    sa.column('at', bot.database.UtcDateTime()), sa.column('details', sa.JSON()))


def _cases_before() -> list[sa.Row]:
    return list(op.get_bind().execute(
        sa.select(CASE.c.id, CASE.c.number, CASE.c.question, CASE.c.state, CASE.c.units, CASE.c.created_at)
    ))


def _carry_over(before: list[sa.Row]) -> None:
    """Cases get rows for their units, the beginning of a timeline, and a clock if they wait for somebody."""
    bind = op.get_bind()
    for case in before:
        city = CITIES.get(case.number.partition('-')[0], '')
        bind.execute(sa.update(CASE).where(CASE.c.id == case.id).values(city=city))
        for place, name in enumerate(dict.fromkeys(case.units)):
            row = {'case_id': case.id, 'unit_id': _unit(bind, city, name), 'leads': place == 0}
            bind.execute(sa.insert(CASE_UNIT).values(row))
        bind.execute(sa.insert(EVENT).values(
            case_id=case.id, kind='created', by='visitor', text=case.question, at=case.created_at, details={}
        ))
    began = {name: CASE.c.created_at for name in ('clock_from', 'deadline', 'remind_at')}
    bind.execute(sa.update(CASE).where(CASE.c.state == 'open').values(began))


def _unit(bind: sa.Connection, city: str, name: str) -> int:
    named = sa.select(UNIT.c.id).where(UNIT.c.city == city, UNIT.c.name == name)
    known = bind.execute(named).scalar()
    if known is None:
        bind.execute(sa.insert(UNIT).values(
            city=city, name=name, duty='09:00-12:00, 14:30-18:00', aliases=[]
        ))
        known = bind.execute(named).scalar_one()
    return known


def upgrade() -> None:
    before = _cases_before()
    op.create_table('staff_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('aliases', sa.JSON(), nullable=False),
    sa.Column('duty', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('city', 'name')
    )
    op.create_table('officer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('role', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('leads', sa.Boolean(), nullable=False),
    sa.Column('telegram', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('web', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('created_at', bot.database.UtcDateTime(), nullable=False),
    sa.Column('revoked_at', bot.database.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('telegram'),
    sa.UniqueConstraint('web')
    )
    with op.batch_alter_table('officer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_officer_unit_id'), ['unit_id'], unique=False)

    with op.batch_alter_table('case', schema=None) as batch_op:
        batch_op.add_column(sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('clauses', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('consent', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('assessment_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('holder_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('hops', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('relaying', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('clock_from', bot.database.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('deadline', bot.database.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('remind_at', bot.database.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('reminders', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('claimed_at', bot.database.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('first_response_at', bot.database.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('closed_at', bot.database.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('outcome', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('urged_on', sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f('ix_case_holder_id'), ['holder_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_case_remind_at'), ['remind_at'], unique=False)
        batch_op.create_foreign_key('fk_case_holder_id_officer', 'officer', ['holder_id'], ['id'])
        batch_op.drop_column('units')

    op.create_table('absence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('first', sa.Date(), nullable=False),
    sa.Column('last', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_absence_officer_id'), ['officer_id'], unique=False)

    op.create_table('sign_in_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('expires_at', bot.database.UtcDateTime(), nullable=False),
    sa.Column('used_at', bot.database.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('digest')
    )
    with op.batch_alter_table('sign_in_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_code_officer_id'), ['officer_id'], unique=False)

    op.create_table('audit_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', bot.database.UtcDateTime(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=True),
    sa.Column('action', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], ),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('audit_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_line_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_line_officer_id'), ['officer_id'], unique=False)

    op.create_table('case_unit',
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('leads', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], ),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], ),
    sa.PrimaryKeyConstraint('case_id', 'unit_id')
    )
    with op.batch_alter_table('case_unit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_unit_unit_id'), ['unit_id'], unique=False)

    op.create_table('event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', bot.database.UtcDateTime(), nullable=False),
    sa.Column('by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=True),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], ),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], ),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_event_message_id'), ['message_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_event_officer_id'), ['officer_id'], unique=False)

    op.create_table('rating',
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('reached', sa.Boolean(), nullable=False),
    sa.Column('solved', sa.Boolean(), nullable=False),
    sa.Column('satisfied', sa.Integer(), nullable=False),
    sa.Column('comment', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('rated_at', bot.database.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], ),
    sa.PrimaryKeyConstraint('case_id')
    )

    _carry_over(before)


def downgrade() -> None:
    # ### commands auto generated by Alembic - please adjust! ###
    op.drop_table('rating')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_officer_id'))
        batch_op.drop_index(batch_op.f('ix_event_message_id'))
        batch_op.drop_index(batch_op.f('ix_event_case_id'))

    op.drop_table('event')
    with op.batch_alter_table('case_unit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_unit_unit_id'))

    op.drop_table('case_unit')
    with op.batch_alter_table('audit_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_line_officer_id'))
        batch_op.drop_index(batch_op.f('ix_audit_line_case_id'))

    op.drop_table('audit_line')
    with op.batch_alter_table('sign_in_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_code_officer_id'))

    op.drop_table('sign_in_code')
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_absence_officer_id'))

    op.drop_table('absence')
    with op.batch_alter_table('case', schema=None) as batch_op:
        batch_op.add_column(sa.Column('units', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.drop_constraint('fk_case_holder_id_officer', type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_case_remind_at'))
        batch_op.drop_index(batch_op.f('ix_case_holder_id'))
        batch_op.drop_column('urged_on')
        batch_op.drop_column('outcome')
        batch_op.drop_column('closed_at')
        batch_op.drop_column('first_response_at')
        batch_op.drop_column('claimed_at')
        batch_op.drop_column('reminders')
        batch_op.drop_column('remind_at')
        batch_op.drop_column('deadline')
        batch_op.drop_column('clock_from')
        batch_op.drop_column('relaying')
        batch_op.drop_column('hops')
        batch_op.drop_column('holder_id')
        batch_op.drop_column('assessment_id')
        batch_op.drop_column('consent')
        batch_op.drop_column('clauses')
        batch_op.drop_column('city')

    with op.batch_alter_table('officer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_officer_unit_id'))

    op.drop_table('officer')
    op.drop_table('unit')
    op.drop_table('staff_group')
    # ### end Alembic commands ###
