"""What is said first to a question that wants a yes or a no; {} takes the clause's own words."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.outright import Outright
from knowledge.settling import Matter, Verdict

OTHERS_TOO = "其他条件也要满足。"

SAYINGS: Mapping[tuple[Matter, Verdict], str] = {
    (Matter.EITHER, Verdict.YES): "是给{}的，不是直接给个人。",
    (Matter.EITHER, Verdict.NO): "是给{}的，不是给单位。",
    (Matter.PERSON, Verdict.YES): "是，文件写的就是给{}。",
    (Matter.PERSON, Verdict.NO): "不是，文件写的是给{}，不是直接给个人。",
    (Matter.PERSON_MAY, Verdict.YES): f"可以，文件写的就是给{{}}；{OTHERS_TOO}",
    (Matter.PERSON_MAY, Verdict.NO): "不行，文件写的是给{}，不是直接给个人。",
    (Matter.FIRM, Verdict.YES): "是，文件写的就是给{}。",
    (Matter.FIRM, Verdict.NO): "不是，文件写的是给{}。",
    (Matter.FIRM_MAY, Verdict.YES): f"可以，文件写的就是给{{}}；{OTHERS_TOO}",
    (Matter.FIRM_MAY, Verdict.NO): "不行，文件写的是给{}。",
    (Matter.CONTRACT, Verdict.YES): f"行，合同年限够了，文件写的是签订{{}}；{OTHERS_TOO}",
    (Matter.CONTRACT, Verdict.NO): "不行，文件写明要签订{}。",
    (Matter.INSURED, Verdict.YES): f"行，社保月数够了，文件写的是缴纳{{}}；{OTHERS_TOO}",
    (Matter.INSURED, Verdict.NO): "不行，文件写明要缴纳{}。",
    (Matter.PROMISED, Verdict.YES): "是，文件写的是固定金额：{}；前提是符合条件。",
    (Matter.PROMISED, Verdict.DEPENDS): "不一定，文件写的是{}。",
    (Matter.AMOUNT, Verdict.YES): "是，文件写的是{}。",
    (Matter.AMOUNT, Verdict.NO): "不是，文件写的是{}。",
    (Matter.AMOUNT, Verdict.DEPENDS): "不一定，文件写的是{}。",
    (Matter.SHARE, Verdict.YES): "是，文件写的是{}。",
    (Matter.SHARE, Verdict.NO): "不是，文件写的是{}。",
    (Matter.SHARE, Verdict.DEPENDS): "不一定，文件写的是{}。",
    (Matter.PREPAID, Verdict.YES): "是后补，文件写的是“{}”。",
    (Matter.ONCE, Verdict.YES): "是，文件写的是{}给。",
    (Matter.YEARLY, Verdict.NO): "不是每年都有，文件写的是{}。",
    (Matter.PARTED, Verdict.NO): "不是分几次给，文件写的是{}给。",
}


def first_sentence(said: Outright) -> str:
    """The yes or no, with what it rests on."""
    return SAYINGS[said.matter, said.verdict].format(said.stated)
