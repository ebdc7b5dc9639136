"""Every Chinese sentence of the guided assessment. Wording only: no logic, no markup."""

from __future__ import annotations

from collections.abc import Sequence

START = "测一测能拿多少"
UNSURE, BACK, PAUSE = "不清楚", "上一步", "先停一下"
PICKED = "选好了"
ONE_BY_ONE, RESULT_NOW, GO_ON = "一个一个问我", "先看结果", "接着答"
ONE_BY_ONE_NOW = "好的，一个一个来。"
MAY_HAND_OVER = (
    "要把这次测算转给工作人员吗？转过去的是测算结果、您的回答和我们的这段对话，"
    "只有办理的工作人员看得到，您就不用再说一遍了。"
)
HAND_OVER, WITHOUT_RESULT, NOT_NOW = "连结果一起转", "只登记，不转结果", "先不用"
NOT_HANDED_OVER = "好的，先不转。什么时候需要，点“找服务专员”就行。"
SO_FAR = (
    "这是按现在说到的先算的；还没问到的列在“还不能确定”里。想接着答，点“接着答”或者跟我说“继续”。"
)
RESUME, AFRESH = "继续", "重新测"
EDIT, REPORT, OFFICER_RESULT = "改一个回答", "生成一页纸", "找服务专员"
TICK = "✓ "
NOTHING_PICKED = "您还没有选。有就点一下，都没有也可以点下面的按钮告诉我。"
TO_PICK = "点选或直接回复序号都行，选完按“选好了”。"
EVERYTHING_BEGINS = (
    "好的，我来帮您测一测，看看能拿哪些支持。一般十来个问题，选一选就行；"
    "不清楚的可以跳过，中途可以停，您也可以随时插话问我政策。"
    "测出来的是初步估算，能不能拿、拿多少，最后由主管部门审定。"
)
SKIPPED = "好的，这个先跳过。"
TICK_NEAREST = "没关系。先点最接近的一两项就行；这些都没有，就点“都不是”。"
PAYMENTS_OPEN = "好的，先按没有领过来算；领过的话，结果会变，以主管部门核实为准。"
ALREADY_NOTED = "前面的已经记下了，请看这一个："
NOT_UNDERSTOOD = "不好意思，我没看明白。"
PAUSED = "好的，先停在这里，前面的回答都给您留着。什么时候想接着测，跟我说“继续”就行。"
RESUMED = "好的，我们接着测。"
FIRST_QUESTION = "这是第一个问题，前面没有可以退回去的了。"
TAKEN_BACK = "好的，退回上一个问题。"
NOW_HERE = "这个按钮是前面问题的，现在问到这里了："
ALREADY_DONE = "这次测算已经做完了，结果在这里："
BEGIN_ANEW = "那一次测算已经不用了。想测的话，可以重新测。"
REPLACED = "那一次已经换成新的测算了。现在是这样："
STILL_HERE = "看到您改了前面的话。要改前面的回答，跟我说“改一个回答”就行。现在问到这里："
BACK_TO_QUESTION = "我们接着刚才的问题："
WHICH_TO_EDIT = "想改哪一个回答？点一下就能改，其他的都给您留着。"
NOTHING_TO_EDIT = "还没有回答可以改。"
CHANGED_NOTHING = "好的，改好了，其他回答都留着。结果没有变化。"
CHANGED = "好的，改好了，其他回答都留着。结果有这些变化："
LAST_TIME = "上次您说："
STILL_SO = "还是这样吗？"
KEEP, ALTER, FORGET = "对，还是这样", "改一改", "删掉，不要记"
FORGOTTEN = "好的，已经删掉了，重新问您。"
KEPT = "好的，这些就不再问了。"
CARRIED_OVER = "（沿用上次）"
UNDER_WAY = "您还有一次没测完的。要接着测，还是重新来？"
CANNOT_ASSESS = "这一条里没有可以测算的支持措施，您可以直接问我内容。"
NOTHING_FOUND = "按您说的情况，这次没有找到能申领的支持措施。"
NOT_MENTIONED = "没有提到的事项不在这次测算里，随时可以“改一个回答”补上。"
DISCLAIMER = "这是按文件和您的回答测算的，最终以主管部门审核为准。"
UNDATED = "晋城的文件没有写印发日期，这里按仍在有效期内算，请向市科技局核实。"
PRESUMED_UNPAID = "没有核对以前领没领过，按没领过算。"
NOTHING_HAPPENED, NOTHING_PAID = "都没有", "都没有领过"
OUT_OF_SCOPE = "不在这次测算里"
GROUP_NAMES = {
    "eligible": "条件都符合，可以申领",
    "needs_review": "可以申请，待有关部门评审认定",
    "not_eligible": "这次不符合",
    "needs_more_facts": "还不能确定",
}
CERTAIN, CEILINGS, LOANS, COUNT = "能算准的", "上限（以评审为准）", "贷款额度", "可以申请的项数"
SIDE_BY_SIDE = "两地对比"
NONE_YET = "无"
NO_AMOUNT = "不涉及金额"
BY_AUTHORITY = "金额由主管部门核定"
WHAT_HAPPENED = "发生的事"
AWAITED = {
    "是否重点优秀成果转化项目": "认定为重点优秀项目",
    "确实破解难题或推动成果转化": "主管部门认定作用",
    "被评为优秀技术转移转化个人": "评选",
    "成果转化收益达到规定要求": "主管部门认定收益达标",
    "具备取得重要技术突破潜力": "主管部门认定潜力",
    "符合英才卡条件": "核准英才卡条件",
    "符合柔性引才规定": "核准柔性引才",
    "投资奖励比例": "主管部门定比例",
    "符合担保补偿补贴要求": "主管部门核准",
    "核定创业进展档次": "核定是哪一档",
    "专项立项结果": "专项设立和立项",
}
STOPPED_ALREADY = "已经停着了，填好的都留着。想接着来，跟我说“继续”就行。"
NOTHING_TO_SEND = "测算不用提交，答完这几个问题就能看到结果。"
NOTHING_TO_STOP = "现在没有正在进行的测算或登记，不用停。想问什么、办什么，直接告诉我就行。"
NOTHING_TO_RESUME = "现在没有停下来的测算或登记。想测一测或者办什么事，从下面选，或者直接告诉我。"


def progress(remaining: int) -> str:
    """About how many questions are left."""
    return f"还有大约{remaining}个问题" if remaining > 1 else "这是最后一个问题了"


def noted(words: str) -> str:
    """A typed answer as it was understood."""
    return f"记下了：{words}。"


def clause_begins(title: str) -> str:
    """An assessment of one clause begins."""
    return f"好的，我来帮您测“{title}”。不清楚的可以跳过，中途可以停。测出来的是初步估算，最后由主管部门审定。"


def certain(amount: str) -> str:
    """A sum that can be reckoned exactly."""
    return f"能算准的补助奖励合计{amount}"


def ceilings(amount: str) -> str:
    """A sum of ceilings: never a promise."""
    return f"可以申请的支持合计最高{amount}，这是上限，以评审为准"


def loans(amount: str) -> str:
    """Quotas to borrow, apart from grants."""
    return f"可以申请的贷款额度最高{amount}（要还的，不和补助相加），以审核为准"


def top(amount: str) -> str:
    """A ceiling in a table whose header says what it is."""
    return f"最高{amount}"


def at_most(amount: str) -> str:
    """A ceiling."""
    return f"最高{amount}，以评审为准"


def awaiting(amount: str, awaited: Sequence[str]) -> str:
    """What an authority still decides."""
    return f"{amount}，要等{'、'.join(awaited_in_words(awaited))}"


def awaited_in_words(awaited: Sequence[str]) -> tuple[str, ...]:
    """What an authority decides, as people call it."""
    return tuple(dict.fromkeys(AWAITED.get(name, name.removesuffix("结果")) for name in awaited))


def counted_as(matter: str, number: str) -> str:
    """A number that was not told, and what the sum rests on instead."""
    return f"您没说{matter}，按{number}估算"


def loan(amount: str) -> str:
    """A quota to borrow."""
    return f"贷款额度最高{amount}，以审核为准"


def result_title(where: str, on: str) -> str:
    """The heading of a result."""
    return f"测算结果（{where}，按{on}算）"


def line(title: str, amount: str, arithmetic: str, cited: str) -> str:
    """One measure on one line."""
    how = f"（{arithmetic}）" if arithmetic else ""
    return f"· {title}：{amount}{how}〔{cited}〕"


def asked_of_officer(where: str, on: str, titles: Sequence[str], number: int) -> str:
    """What the case says that the visitor wants, when a result is handed over."""
    about = f"，涉及{'、'.join(titles)}" if titles else ""
    return f"想请工作人员核对测算结果（{where}，{on}，测算{number}）{about}"


def remark(words: str, cited: str) -> str:
    """How measures that belong together were settled."""
    return f"{words}〔{cited}〕"


def refused(title: str, words: str, why: str, cited: str) -> str:
    """Why not, in the clause's words, and what would change it."""
    return f"· {title}：{why}。文件写的是“{words}”〔{cited}〕"


def unclear(title: str, missing: Sequence[str], cited: str) -> str:
    """What is missing."""
    return f"· {title}：还缺——{' '.join(missing)}〔{cited}〕"


def group_title(name: str, count: int) -> str:
    """The heading of a group with how many it holds."""
    return f"{GROUP_NAMES[name]}（{count}项）"


def group_button(name: str, count: int) -> str:
    """The button that shows a group."""
    short = {
        "eligible": "可以申领的",
        "needs_review": "待评审的",
        "not_eligible": "不符合的",
        "needs_more_facts": "还不能确定的",
    }
    return f"看{short[name]}（{count}）"


def units(names: Sequence[str]) -> str:
    """Whom to turn to."""
    return f"办理和咨询：{'、'.join(names)}"


def pinned(digest: str) -> str:
    """The version that a result rests on."""
    return f"测算规则编号{digest[:8]}，找工作人员核对时报这个编号就行。"


def went(title: str, before: str, after: str) -> str:
    """How one verdict changed."""
    return f"· {title}：{before} → {after}"


def profile_line(label: str, words: str) -> str:
    """One remembered fact."""
    return f"· {label}：{words}"


def answer_button(place: int, label: str, words: str) -> str:
    """An answer that can be changed."""
    return f"{place}. {label}：{words}"
