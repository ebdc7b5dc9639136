"""Units, officers, duty and sign-in. Revoking an officer ends every right at once; nothing is deleted."""

from __future__ import annotations

from bot.officers.duty import (
    NoSuchOfficer,
    absences_of,
    add,
    all_at_telegram,
    at_telegram,
    cancel_absences,
    coordinators,
    find,
    is_absent,
    note_absence,
    note_staff_group,
    officers_and_coordinators,
    officers_of,
    present,
    revoke,
    staff_group,
)
from bot.officers.signing_in import (
    RefusedCode,
    issue,
    redeem,
    sign_in_at_telegram,
    sign_out_at_telegram,
    void,
)
from bot.officers.tables import Absence, Officer, Role, SignInCode, StaffGroup, Unit
from bot.officers.units import NoSuchUnit

__all__ = [
    "Absence",
    "NoSuchOfficer",
    "NoSuchUnit",
    "Officer",
    "RefusedCode",
    "Role",
    "SignInCode",
    "StaffGroup",
    "Unit",
    "absences_of",
    "add",
    "all_at_telegram",
    "at_telegram",
    "cancel_absences",
    "coordinators",
    "find",
    "is_absent",
    "issue",
    "note_absence",
    "note_staff_group",
    "officers_and_coordinators",
    "officers_of",
    "present",
    "redeem",
    "revoke",
    "sign_in_at_telegram",
    "sign_out_at_telegram",
    "staff_group",
    "void",
]
