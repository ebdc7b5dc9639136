"""How a clause is pointed to: citation, validity, responsible units, where the text comes from."""

from __future__ import annotations

from datetime import date

from bot.wording import phrases
from knowledge.parsing import written_units
from knowledge.policy import Clause, Policy


def source_lines(clause: Clause, policy: Policy) -> str:
    """Responsible units, citation and validity, as the last lines of an answer."""
    units = f"责任单位：{'、'.join(written_units(clause.text))}\n" if clause.units else ""
    return f"{units}{citation_lines(clause, policy)}"


def citation_lines(clause: Clause, policy: Policy) -> str:
    """Citation and validity; for a press version also that it is one."""
    press = "" if policy.numbered else f"\n{phrases.PRESS_VERSION}"
    return f"依据：{citation(clause, policy)}\n{validity(policy)}{press}"


def citation(clause: Clause, policy: Policy) -> str:
    """The pointer to a clause as people write it."""
    if clause.number == 0:
        return f"《{policy.title}》附则"
    if policy.numbered:
        return f"《{policy.title}》第（{chinese(clause.number)}）条「{clause.title}」"
    return f"《{policy.title}》「{clause.title}」"


def quoted(clause: Clause, policy: Policy) -> str:
    """A clause verbatim with its pointer, for an officer's own message."""
    return f"{clause.text}\n依据：{citation(clause, policy)}"


def short_citation(clause: Clause, policy: Policy) -> str:
    """The pointer without the document, where the city is said already."""
    if clause.number and policy.numbered:
        return f"第（{chinese(clause.number)}）条"
    return "附则" if clause.number == 0 else f"「{clause.title}」"


def validity(policy: Policy) -> str:
    """How long a policy holds, as far as its text says so."""
    years = f"有效期{policy.valid_years}年" if policy.valid_years else "有效期未写明"
    if policy.effective is None:
        return f"有效期：自印发之日起{years.removeprefix('有效期')}（文本没有写印发日期）"
    return f"有效期：自{day(policy.effective)}起施行，{years}"


def day(date_: date) -> str:
    """A date as people write it."""
    return f"{date_.year}年{date_.month}月{date_.day}日"


def chinese(number: int) -> str:
    """A whole number from 1 to 99 in Chinese numerals."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return front + (digits[ones] if ones or not tens else "")
