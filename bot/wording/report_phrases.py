"""Every Chinese sentence of the one-page document of an assessment. Wording only."""

from __future__ import annotations

from collections.abc import Sequence

from bot.wording.assessment_phrases import CEILINGS, CERTAIN, LOANS

TITLE = "晋创谷政策支持预评估单"
NOT_SAID = "未说明"
MEASURE, AMOUNT, HOW, CITED, UNITS = "支持措施", "金额", "说明", "依据", "责任单位"
CITY, OTHER_REMARKS, CHART = "城市", "说明与提示", "各项金额一览"
CHART_LOANS = "贷款额度（要还的，单独列）"
LEGEND = {"certain": CERTAIN, "ceiling": CEILINGS, "loan": LOANS}
PRE_ASSESSMENT = (
    "本单由系统按文件和申请人的回答自动预评估，不是承诺，也不是批复；"
    "能不能拿、拿多少，以主管部门审核为准。“最高”都是上限。贷款额度要还，不和补助相加。"
)
NOT_MENTIONED = "没有提到的事项不在这次测算里。"
NOT_SETTLED = "入驻地还没有定：每个城市都按落在当地算，两个城市的数不要加在一起。"
SERVICES_ONLY = "这次没有算到资金支持，能申请的都是不涉及金额的服务或政策。"
NO_DOUBLE = "同一事项符合本市多项政策的，就高不重复"
READY = (
    "一页纸做好了：Word 版方便修改转发，PDF 版方便打印。"
    "里面没有您的姓名和联系方式。文件会保留一段时间，请及时下载。"
)
PICTURE_TOO = "图片是各项金额一览，手机上可以直接看。"
NO_PROMISE = "按文件自动预评估，不是承诺，以主管部门审核为准"
FILE_NAME = "晋创谷预评估单"


def ready(with_picture: bool) -> str:
    """What goes with the files."""
    return READY + PICTURE_TOO if with_picture else READY


def subtitle(where: str, who: str, on: str) -> str:
    """Whom and what the document is about; nothing personal."""
    return f"城市：{where}　　申请人类型：{who}　　测算日期：{on}"


def footer(made: str, digest: str) -> str:
    """When it was made and on which version of the rules it rests."""
    return f"生成于{made} · 测算规则编号 {digest} · 自动预评估，以主管部门审核为准"


def because(words: str) -> str:
    """The clause's own words behind a refusal."""
    return f"文件写的是「{words}」"


def missing(questions: Sequence[str]) -> str:
    """What is still to be told."""
    return f"还缺：{'、'.join(question.rstrip('？?') for question in questions)}"


def awaits(matters: Sequence[str]) -> str:
    """What an authority decides."""
    return f"要由主管部门定：{'、'.join(matters)}"


def rests_on(city: str, title: str, validity: str) -> str:
    """One document that the assessment rests on."""
    return f"依据文件（{city}）：《{title}》，{validity}。"


def cited_remark(words: str, cited: Sequence[str]) -> str:
    """A remark with its clauses."""
    return f"{words.rstrip('。')}〔{'、'.join(cited)}〕。"


def of_city(city: str, words: str) -> str:
    """A note on one city's text."""
    return f"{city}：{words}"


def in_city(city: str, title: str) -> str:
    """A bar of the chart when there are measures of several cities."""
    return f"{city}·{title}"


def at_most(amount: str) -> str:
    """A ceiling in the chart."""
    return f"最高{amount}"


def more_bars(count: int) -> str:
    """What the chart leaves out."""
    return f"另有{count}项金额较小，见下面的表"


def more_in_papers(count: int) -> str:
    """What the picture leaves out."""
    return f"另有{count}项金额较小，见一页纸"


def file_name(on: str, suffix: str) -> str:
    """The document's name, without anything personal."""
    return f"{FILE_NAME}-{on}.{suffix}"
