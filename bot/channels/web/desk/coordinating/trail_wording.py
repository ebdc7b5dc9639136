"""What the trail tells in Chinese: what was done, and the details of it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.web.desk.coordinating.wording import ROLES

ACTIONS: Mapping[str, str] = {
    "look": "查看办件",
    "read_before": "查看登记之前的对话或测算",
    "claim": "接单",
    "say": "回复访客",
    "note": "内部备注",
    "transfer": "转办",
    "return": "退单",
    "close": "办结",
    "reopen": "重新打开",
    "list_files": "查看文件列表",
    "open_file": "打开文件",
    "take_down": "下架",
    "consent": "访客改了查看许可",
    "erased": "删除访客数据",
    "code_issued": "发了登录码",
    "link_made": "生成登录链接",
    "signed_in": "登录",
    "signed_out": "退出登录",
    "signed_out_everywhere": "退出所有浏览器",
    "officer_added": "添加工作人员",
    "officer_changed": "修改工作人员",
    "officer_revoked": "停用工作人员",
    "absence_added": "登记请假",
    "absence_removed": "取消请假",
    "alias_added": "添加别名",
    "alias_removed": "去掉别名",
    "duty_changed": "修改值班时间",
    "template_added": "添加常用语",
    "template_changed": "修改常用语",
    "template_removed": "去掉常用语",
    "proposal_made": "提交知识",
    "proposal_approved": "采用知识",
    "proposal_declined": "不采用知识",
    "proposal_withdrawn": "撤回知识",
    "reviewed_seen": "标为已看",
    "reviewed_handled": "标为已处理",
    "reviewed_again": "改回未看",
    "figures_exported": "导出数据",
    "definitions_published": "发布措施和问题",
}


DETAILS: Mapping[str, str] = {
    "unit": "单位",
    "role": "身份",
    "leads": "负责人",
    "first": "从",
    "last": "到",
    "alias": "别名",
    "template": "常用语编号",
    "proposal": "知识编号",
    "messages": "提问编号",
    "allowed": "可以看之前的对话",
    "visitor": "访客编号",
    "why": "缘由",
    "request": "访客要求",
    "age": "超过保存期限",
    "digest": "版本",
    "added": "增加",
    "removed": "去掉",
    "changed": "改动",
    "before": "原来",
    "after": "改为",
    "True": "是",
    "False": "否",
}


def detail(name: str, value: str) -> str:
    """One detail of an audit line."""
    called = "".join(DETAILS.get(part, part) for part in name.split())
    return f"{called} {ROLES.get(value, DETAILS.get(value, value))}"
