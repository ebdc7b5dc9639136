"""Every Chinese sentence of the desk's own frame: signing in, navigation, forms, refusals."""

from __future__ import annotations

from bot.wording.case_phrases import STATES

DESK = "服务专员工作台"
NAVIGATION = "工作台导航"
SKIP = "跳到正文"
SIGN_OUT = "退出登录"
ACCOUNT = "账号"
ENTER = "进入工作台"
ENTERING = "正在打开工作台…"
ENTER_TITLE = "登录服务专员工作台"
ENTER_MORE = "这是给您本人的一次性登录链接。请点下面的按钮登录，登录后这个链接就不能再用了。"
ON_OWN_DEVICE = "请只在自己的电脑或手机上登录；用完公用电脑，记得点“退出登录”。"
CODE_REFUSED = "这个登录链接不能用了"
CODE_REFUSED_MORE = (
    "登录链接 15 分钟内有效，只能用一次。请向协调员要一个新的链接，"
    "或者在 Telegram 里给机器人发送 /desk。"
)
STRANGER = "请先登录工作台"
SIGNED_OUT = "您已退出工作台"
HOW_TO_SIGN_IN = (
    "工作台只给工作人员使用，没有密码。请向协调员要一个登录链接，"
    "或者在 Telegram 里给机器人发送 /desk，再打开收到的链接。"
)
NOT_FROM_HERE = "请从登录链接的页面点按钮登录"
ONLY_COORDINATORS = "这个页面只有协调员可以打开"
ONLY_COORDINATORS_MORE = "需要的话，请联系协调员，或者回到办件列表。"
BACK_TO_CASES = "回到办件列表"
BACK_TO_CHAT = "回到政策问答"
COORDINATOR = "协调员"
PLEASE_CHOOSE = "请选择"
FILE_GONE = "有一个文件已经不在了，请去掉后重新添加。"
NO_FILE = "没有这个文件，或者您不能打开"
NO_FILE_MORE = "文件可能已经删除，办件也可能转给了别的单位。请回到办件里再看看，需要时重新登录。"
TROUBLE = "暂时没能提交，您写的内容还在，请稍后再试一次。"
NOT_ALLOWED = "这件办件现在不由您办理，不能这样操作。"
COORDINATOR_DECIDES = (
    "这件办件已经转办两次，再要转由协调员决定。请写一条内部备注，协调员已收到提醒。"
)
WORDS_MISSING = "还没有写内容，请写上再提交。"
ANOTHER_UNIT = "请选一个别的单位，现在就是由这个单位办理，或者没有这个单位。"
SIGNED_IN_HERE = "现在登录着的浏览器"
SIGN_OUT_EVERYWHERE = "退出所有浏览器"
ANOTHER_DEVICE = "在另一台设备上登录"
ANOTHER_DEVICE_MORE = "生成一个一次性链接，15 分钟内在另一台设备上打开。请不要发给别人。"
MAKE_LINK = "生成登录链接"
SURE_EVERYWHERE = "所有浏览器都会退出，包括现在这个。确定吗？"
OFFLINE = "连接断开了，您写的内容还在。恢复连接后再试。"
CASES = "办件"
UNKNOWN_BROWSER = "未知的浏览器"


def taken_by(holder: str) -> str:
    """Another officer has the case."""
    return f"{holder}已经接单了，您可以写内部备注配合办理。"


def not_now(state: str) -> str:
    """The case stands elsewhere by now; `state` is a state of cases."""
    return f"这件办件现在的情况是“{STATES.get(state, state)}”，不能这样操作了。"


def please_fill_in(label: str) -> str:
    """A field was left empty."""
    return f"请填写“{label}”。"


def please_choose(label: str) -> str:
    """Nothing was chosen."""
    return f"请选择“{label}”。"


def who(name: str, unit: str) -> str:
    """Who is signed in."""
    return f"{unit} {name}"


def begun(when: str) -> str:
    """When a session began."""
    return f"{when} 登录"


def your_link(address: str) -> str:
    """A link for another device."""
    return f"15 分钟内有效，只能用一次：{address}"


def too_many_files(most: int) -> str:
    """More files than one message may bring."""
    return f"一次最多发 {most} 个文件，请分几次发。"
