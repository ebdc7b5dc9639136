"""Words and telephone numbers as answers: names, descriptions, mobile and landline numbers of the mainland.

A number that has a digit too many or too few is refused with what is wrong, because nobody can be called by it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from dialogs.choosing import PLACE, choices
from dialogs.facts import ImpossibleValue
from dialogs.numerals import plain_text
from dialogs.questions import Form, Question

LONGEST = {Form.TEXT: 300, Form.WORDS: 1000}
"""Characters of one answer: a name or a few words, or a description."""

SPOKEN = str.maketrans("零〇一幺二三四五六七八九", "001123456789")
GAP = r"[\s\-.()·]*"
RUN = re.compile(rf"\+?[\d零〇一幺二三四五六七八九](?:{GAP}[\d零〇一幺二三四五六七八九])+")
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(?P<area>010|02\d|0[3-9]\d{2})(?P<own>[2-9]\d{6,7})")
HOTLINE = re.compile(r"[48]00\d{7}")
EXTENSION = re.compile(r"(?:转|分机|-)\s*(?P<number>\d{1,5})$")
ABOUT_A_NUMBER = re.compile(
    r"(?:的|我的)?(?:联系)?(?:电话|手机号?码?|座机|号码|tel|手机)+(?:是|为|号码)?[:：]?",
    re.IGNORECASE,
)


def text(question: Question, typed: str) -> Mapping[str, object] | None:
    """The words as they were typed, or the option they name. Raises ImpossibleValue when too long."""
    if question.options and (
        PLACE.match(plain_text(typed)) or any(typed.strip() == o.label for o in question.options)
    ):
        chosen = choices(question.options, typed)
        return {question.id: chosen[0].value} if len(chosen) == 1 else None
    longest = LONGEST[question.form]
    if len(typed) > longest:
        raise ImpossibleValue(f"这里最多写{longest}个字，现在有{len(typed)}个，请写短一点")
    return {question.id: typed} if any(char.isalnum() for char in typed) else None


def phone(question: Question, typed: str) -> Mapping[str, object] | None:
    """A number that can be called. Raises ImpossibleValue for one that cannot be."""
    found = phone_in(typed)
    return None if found is None else {question.id: found[0]}


def phone_in(typed: str) -> tuple[str, str] | None:
    """A telephone number in a text, as it is written down, and the text around it; None without one.

    Raises ImpossibleValue when there are as many digits as of a number, but it cannot be one.
    """
    folded = unicodedata.normalize("NFKC", typed)
    match = RUN.search(folded)
    if match is None:
        return None
    extension = EXTENSION.search(folded)
    run = match.group()
    if extension and extension.start() > match.start():
        run = folded[match.start() : extension.start()]
    digits = re.sub(r"\D", "", run.translate(SPOKEN))
    number = _written(digits)
    if number is None and extension:
        number, extension = _written(re.sub(r"\D", "", match.group().translate(SPOKEN))), None
    if number is None:
        if len(digits) < 7:
            return None
        raise ImpossibleValue(_wrong(digits))
    end = extension.end() if extension else match.end()
    around = ABOUT_A_NUMBER.sub("", f"{folded[: match.start()]} {folded[end:]}")
    number += f"转{extension['number']}" if extension else ""
    return number, around.strip(" ,，。;；、:：")


def _written(digits: str) -> str | None:
    for prefix in ("0086", "86"):
        if digits.startswith(prefix) and MOBILE.fullmatch(digits.removeprefix(prefix)):
            digits = digits.removeprefix(prefix)
    if MOBILE.fullmatch(digits) or HOTLINE.fullmatch(digits):
        return digits
    landline = LANDLINE.fullmatch(digits)
    return f"{landline['area']}-{landline['own']}" if landline else None


def _wrong(digits: str) -> str:
    if digits.startswith("1") and len(digits) != 11:
        difference = "少" if len(digits) < 11 else "多"
        return f"手机号是11位，您写的是{len(digits)}位，{difference}了{abs(11 - len(digits))}位，请核对"
    if not digits.startswith("0") and len(digits) in (7, 8):
        return "座机请带上区号，比如0350-3012345"
    return f"“{digits}”不像能打通的电话号码，请核对"
