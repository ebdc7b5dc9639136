"""What strangers read of somebody's words: no number, account or name to reach them by; all else stays."""

from __future__ import annotations

import pytest

from bot.matching.public_words import for_strangers


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("两件1.6万，联系我13911112222", "两件1.6万，联系我139******22"),
        ("联系人：王小明，三周交稿", "联系人：***，三周交稿"),
        ("负责人是孙老师", "负责人是***"),
        ("有事找张经理", "有事找***"),
        ("请联系我们的周主任，随时可以", "请联系***，随时可以"),
        ("王小明 13911112222", "*** 139******22"),
        ("周经理：0350-3031234", "***：035*-*****34"),
        ("微信：zhou_1980，详谈", "微信：***，详谈"),
        ("加VX zhou1980", "加VX ***"),
        ("qq号12345678", "qq号***"),
        ("钉钉 abc-de1", "钉钉 ***"),
        ("电话：3031234", "电话：***"),
        ("座机303-1234，上班时间", "座机***，上班时间"),
        ("发到 zhou@example.com 就行", "发到 *** 就行"),
    ],
)
def test_what_somebody_could_be_reached_by_is_hidden(typed: str, shown: str) -> None:
    assert for_strangers(typed) == shown


@pytest.mark.parametrize(
    "words",
    [
        "专做专利申请和高企认定辅导，服务过三十多家企业",
        "专利申请每件3000元起，2026年共办理12000件",
        "看材料表面形貌，带能谱；加钱可以加急",
        "扫描电子显微镜，JSM-7500F型，每小时200元",
        "联系方便，电话咨询免费",
        "请联系高级工程师或者找律师团队",
        "忻州师范学院实验楼3001室，微信群里有通知",
        "手机App开发，QQ群和微信小程序定制",
        "负责人为博士，团队有张力测试经验",
        "每周二、周四，陈列室旁边",
        "编号XZ-20261121-0007",
    ],
)
def test_what_is_no_contact_stays_as_it_was_typed(words: str) -> None:
    assert for_strangers(words) == words


def test_what_was_made_public_once_stays_the_same() -> None:
    shown = for_strangers("找张经理，微信：zhou_1980，王小明 13911112222，电话3031234")
    assert for_strangers(shown) == shown
