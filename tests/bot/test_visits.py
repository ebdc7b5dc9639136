"""How visitors really talk: a founder in a hurry, a professor who dictates, a spouse looking for a school."""

from __future__ import annotations

import pytest

from bot.cases import Case
from bot.database import Database
from bot.messages import Kind
from bot.wording import assessment_phrases, case_phrases, phrases
from bot.wording import intake_phrases as form_phrases
from tests.bot.test_forms_in_words import at_the_summary, cases_in
from tests.conftest import Heard, Visitor


def newest(database: Database) -> Case:
    return cases_in(database)[0]


def fills(visitor: Visitor, form: str, *answers: str) -> Heard:
    visitor.presses_action("city:xinzhou")
    heard = visitor.presses_action(f"form:{form}")
    for answer in answers:
        heard = visitor.says(answer)
    return heard


def test_the_city_named_in_the_wish_is_not_asked_again(王老师: Visitor) -> None:
    王老师.presses_action("city:jincheng")
    王老师.says("我们三个人想在忻州租个能做实验的地方，100平左右，下个月就要")
    heard = 王老师.presses("帮我登记")
    assert "哪个城市" not in heard.text
    assert "忻州经济开发区管委会" in heard.text


def test_what_was_named_in_the_question_can_be_registered_at_once(王老师: Visitor) -> None:
    assert "随迁子女入学办理" in 王老师.says("我老公要去忻州工作，孩子上学怎么办").buttons
    heard = 王老师.says("帮我登记")
    assert "好的，我来帮您办“随迁子女入学办理”" in heard.text
    assert "哪个城市" not in heard.text


@pytest.mark.parametrize("typed", ["帮我登记", "登记", "帮我办", "我要办这个", "那帮我登记一下吧"])
def test_to_register_means_what_was_spoken_of(王老师: Visitor, typed: str) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.says("帮我安排孩子上学")
    heard = 王老师.says(typed)
    assert "好的，我来帮您办“随迁子女入学办理”" in heard.text


@pytest.mark.parametrize("typed", ["帮我登记", "我要登记", "我要办事"])
def test_to_register_with_nothing_spoken_of_shows_the_services(王老师: Visitor, typed: str) -> None:
    王老师.says("高新技术企业认定奖励多少")
    assert 王老师.says(typed).text == form_phrases.WHICH_SERVICE


def test_a_button_may_be_typed(王老师: Visitor) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.says("高新技术企业认定奖励多少")
    assert 王老师.says("看全文").outcome.status == "clause"
    王老师.says("高新技术企业认定奖励多少")
    assert 王老师.says("没用").text == phrases.ASK_REASON
    assert 王老师.says("看不明白").text == phrases.THANKS_REASON


@pytest.mark.parametrize("typed", ["李女士", "九月份", "13912345678", "开发区那边"])
def test_words_that_ask_nothing_do_not_bring_the_last_answer_again(
    王老师: Visitor, typed: str
) -> None:
    王老师.says("我的户口能迁过去吗")
    first = 王老师.says("孩子上学呢")
    heard = 王老师.says(typed)
    assert heard.text != first.text
    assert "责任单位" not in heard.text


@pytest.mark.parametrize(
    "typed", ["电话等下再说", "以后再说吧", "先空着", "不想留电话", "不方便留", "不给"]
)
def test_what_is_told_later_is_no_name_and_no_number(
    王老师: Visitor, database: Database, typed: str
) -> None:
    fills(王老师, "city-life", "同意", "办营业执照和社保卡", "越快越好")
    for name in ("怎么称呼", "联系电话"):
        heard = 王老师.says(typed)
        assert form_phrases.NEEDED in heard.text
        assert name in heard.text
        王老师.says("王老师" if name == "怎么称呼" else "0350-3012345")
    assert cases_in(database) == []


@pytest.mark.parametrize(
    "typed",
    [
        "算了算了，太麻烦了，先这样吧",
        "我不做了",
        "太麻烦了",
        "先忙别的去了",
        "以后再说吧",
        "改天吧",
    ],
)
def test_who_has_enough_of_an_assessment_stops_it(王老师: Visitor, typed: str) -> None:
    王老师.says("测一测能拿多少")
    assert 王老师.says(typed).text == assessment_phrases.PAUSED


@pytest.mark.parametrize("typed", ["太麻烦了，以后再填", "先忙别的去了", "我先去开会，等会儿再填"])
def test_who_has_no_time_stops_the_form_and_loses_nothing(王老师: Visitor, typed: str) -> None:
    fills(王老师, "office", "同意", "办公室")
    assert 王老师.says(typed).text == form_phrases.PAUSED
    assert "多大面积" in 王老师.says("继续").text


@pytest.mark.parametrize(
    "typed", ["还没有注册公司", "我们还没有注册公司呢", "公司还没办", "没有公司", "就是个团队"]
)
def test_a_team_without_a_firm_is_a_team(王老师: Visitor, typed: str) -> None:
    王老师.says("测一测能拿多少")
    王老师.says("忻州")
    assert "记下了：科创团队" in 王老师.says(typed).text


@pytest.mark.parametrize("typed", ["刚才那个说错了", "那个，刚才我说错了", "上面选错了，重来"])
def test_who_said_something_wrong_goes_one_step_back(王老师: Visitor, typed: str) -> None:
    王老师.says("测一测能拿多少")
    王老师.says("忻州")
    assert "落在哪里" in 王老师.says(typed).text


def test_who_says_what_is_right_instead_is_understood(王老师: Visitor) -> None:
    王老师.says("测一测能拿多少")
    王老师.says("忻州")
    heard = 王老师.says("那个，刚才那个我说错了，应该是晋城")
    assert "落在哪里" not in heard.text
    assert "哪几类" in heard.text
    fills(王老师, "office", "同意", "办公室")
    王老师.says("刚才说错了，应该是厂房")
    王老师.says("跳过")
    for answer in ("8个人", "下周三", "跳过", "没有", "星光科技"):
        王老师.says(answer)
    assert "· 场地类型：厂房" in 王老师.says("王老师 13812345678").text


def test_a_month_is_told_with_its_name(王老师: Visitor) -> None:
    fills(王老师, "office", "同意", "办公室", "100平", "8个人")
    assert "下个月（2026年12月）" in 王老师.says("下个月").text


@pytest.mark.parametrize("typed", ["人数改成5", "电话写错了，是13912345678", "面积要改成200平"])
def test_a_change_after_sending_goes_to_the_case(
    王老师: Visitor, database: Database, typed: str
) -> None:
    at_the_summary(王老师)
    王老师.says("提交")
    heard = 王老师.says(typed)
    assert heard.text == case_phrases.added_to(newest(database).number)


@pytest.mark.parametrize("kind", ["voice", "other", "photo"])
def test_what_cannot_be_read_leaves_the_question_standing(王老师: Visitor, kind: Kind) -> None:
    fills(王老师, "office", "同意")
    heard = 王老师.sends(kind)
    assert len(heard.replies) == 2
    assert "哪一种场地" in heard.replies[-1].text
    王老师.says("测一测能拿多少")
    assert "落在哪里" in 王老师.sends(kind).replies[-1].text


@pytest.mark.parametrize("typed", ["/start", "/help", "/city", "/cases", "？？", "👍", "/没有"])
def test_commands_and_signs_leave_the_question_standing(王老师: Visitor, typed: str) -> None:
    fills(王老师, "office", "同意")
    heard = 王老师.says(typed)
    assert "哪一种场地" in heard.replies[-1].text
    assert "多大面积" in 王老师.says("厂房").text


def test_ten_thousand_characters_are_refused_kindly_and_the_form_stays(王老师: Visitor) -> None:
    fills(王老师, "city-life", "同意")
    heard = 王老师.says("请帮我们办事。" * 1500)
    assert "最多写1000个字" in heard.text
    assert "什么时候要办" in 王老师.says("办营业执照").text


def test_markup_stays_what_was_typed(王老师: Visitor, database: Database) -> None:
    fills(王老师, "city-life", "同意", "<b>办照</b><script>alert(1)</script>", "下周")
    assert "<b>办照</b>" in 王老师.says("王老师 13812345678").text
    王老师.says("提交")
    assert "<script>alert(1)</script>" in str(newest(database).answers)


def test_the_button_to_a_person_lets_the_form_wait_and_says_so(王老师: Visitor) -> None:
    fills(王老师, "office", "同意")
    for call in ("转人工", "/officer"):
        heard = 王老师.says(call)
        assert form_phrases.CONTINUE_FORM.format("办公场所申请") in heard.buttons
        assert "哪一种场地" in 王老师.says("继续").text
    heard = 王老师.presses_action("officer")
    assert form_phrases.CONTINUE_FORM.format("办公场所申请") in heard.buttons


def test_a_stale_button_of_an_older_form_shows_the_one_under_way(王老师: Visitor) -> None:
    fills(王老师, "office", "同意")
    old = next(
        c.action for c in 王老师.heard[-1].choices if c.action.startswith(("answer:", "pick:"))
    )
    王老师.says("不办了")
    fills(王老师, "city-life", "同意")
    heard = 王老师.presses_action(old)
    assert form_phrases.REPLACED in heard.text
    assert "您要办什么事" in heard.replies[-1].text
    assert len(heard.replies) == 2


def test_a_second_form_waits_for_the_first_even_before_its_consent(王老师: Visitor) -> None:
    at_the_summary(王老师)
    王老师.says("提交")
    fills(王老师, "city-life", "同意")
    assert form_phrases.STILL_SO in 王老师.heard[-1].text
    fills(王老师, "health", "不同意", "全组十个人想体检")
    heard = 王老师.says("提交")
    assert form_phrases.CONTINUE_FORM.format("城市政务生活便利") in heard.buttons
    王老师.presses(form_phrases.CONTINUE_FORM.format("城市政务生活便利"))
    assert form_phrases.STILL_SO in 王老师.heard[-1].text


def test_the_words_that_led_to_a_form_stand_there_as_they_were_typed(王老师: Visitor) -> None:
    王老师.says("我老公要去忻州工作，孩子上学怎么办？")
    王老师.says("帮我登记")
    heard = 王老师.says("不填")
    assert "· 想办的事：我老公要去忻州工作，孩子上学怎么办？" in heard.text


def test_the_city_of_the_last_request_is_taken_for_the_next(王老师: Visitor) -> None:
    王老师.presses_action("form:school")
    for answer in ("忻州", "不填", "老二明年九月转学到忻州"):
        王老师.says(answer)
    王老师.says("提交")
    assert "哪个城市" not in 王老师.presses_action("form:spouse").text


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("孩子年龄写错了，是9岁，四年级", "· 孩子的年龄和年级：9岁，四年级"),
        ("哦对了，我电话改成0350-3055555", "· 联系电话：0350-3055555"),
        ("嗯那个孩子的个数不对，是两个", "· 几个孩子：2个"),
    ],
)
def test_what_is_changed_may_be_named_loosely(王老师: Visitor, typed: str, stands: str) -> None:
    answers = ("同意", "一个", "8岁，三年级", "秋季开学", "跳过", "跳过", "星光科技")
    fills(王老师, "school", *answers, "李女士 13912345678")
    assert stands in 王老师.says(typed).text


@pytest.mark.parametrize("typed", ["孩子写错了", "刚才孩子写错了，是两个孩子"])
def test_what_may_mean_two_answers_is_shown_to_be_chosen(王老师: Visitor, typed: str) -> None:
    answers = ("同意", "一个", "8岁，三年级", "秋季开学", "跳过", "跳过", "星光科技")
    fills(王老师, "school", *answers, "李女士 13912345678")
    assert 王老师.says(typed).text == form_phrases.WHICH_TO_EDIT


@pytest.mark.parametrize("typed", ["在吗", "在不在", "有人吗", "还在吗？", "喂"])
def test_who_asks_whether_somebody_is_there_hears_yes(王老师: Visitor, typed: str) -> None:
    王老师.says("孩子上学怎么办")
    assert 王老师.says(typed).text == phrases.HERE_I_AM


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("我要租办公室还要申请人才公寓", {"办公场所申请", "人才公寓申请"}),
        ("办公室要租，还要注册公司，帮我办一下", {"办公场所申请", "登记代办"}),
    ],
)
def test_two_services_in_one_message_are_both_offered(
    王老师: Visitor, typed: str, offered: set[str]
) -> None:
    王老师.presses_action("city:xinzhou")
    assert offered <= set(王老师.says(typed).buttons)


def test_a_service_is_offered_by_its_name_also_while_something_else_is_asked(
    王老师: Visitor,
) -> None:
    王老师.says("测一测能拿多少")
    heard = 王老师.says("先帮我把公司注册也登记了")
    assert "政策咨询" not in heard.text
    assert "落在哪里" in heard.replies[-1].text


@pytest.mark.parametrize("typed", ["改电话", "不想留电话", "电话写错了", "不方便留电话"])
def test_no_case_is_opened_for_who_only_corrects_or_withholds(
    王老师: Visitor, database: Database, typed: str
) -> None:
    王老师.says("高新技术企业认定奖励多少")
    王老师.says(typed)
    王老师.says("测一测能拿多少")
    王老师.says(typed)
    assert cases_in(database) == []


@pytest.mark.parametrize("typed", ["提交", "确认提交"])
def test_an_assessment_needs_no_sending(王老师: Visitor, typed: str) -> None:
    王老师.says("测一测能拿多少")
    heard = 王老师.says(typed)
    assert assessment_phrases.NOTHING_TO_SEND in heard.text
    assert "落在哪里" in heard.text


@pytest.mark.parametrize("typed", ["我不想要了", "取消刚才那个", "取消", "不需要了"])
def test_who_wants_no_more_of_an_assessment_stops_it(王老师: Visitor, typed: str) -> None:
    王老师.says("测一测能拿多少")
    assert 王老师.says(typed).text == assessment_phrases.PAUSED


@pytest.mark.parametrize("typed", ["我不想要了", "取消吧", "不需要了"])
def test_who_wants_no_more_of_a_form_gives_it_up(王老师: Visitor, typed: str) -> None:
    fills(王老师, "office", "同意")
    assert 王老师.says(typed).text == form_phrases.DROPPED


def test_who_is_not_understood_twice_is_told_the_ways_out(王老师: Visitor) -> None:
    王老师.says("测一测能拿多少")
    assert phrases.WAYS_OUT not in 王老师.says("星光").text
    assert phrases.WAYS_OUT in 王老师.says("王磊").text
    fills(王老师, "office", "同意")
    assert phrases.WAYS_OUT not in 王老师.says("星光").text
    assert phrases.WAYS_OUT in 王老师.says("王磊").text


def begins_anew(visitor: Visitor) -> str:
    """Begin an assessment, then another one in its place; a button of the first."""
    visitor.says("测一测能拿多少")
    visitor.says("忻州")
    old = next(c.action for c in visitor.heard[-1].choices if c.action.startswith("unsure:"))
    visitor.says("测一测能拿多少")
    visitor.presses("重新测")
    visitor.says("改一改")
    return old


def test_a_button_of_a_dropped_assessment_goes_on_with_the_one_that_waits(王老师: Visitor) -> None:
    old = begins_anew(王老师)
    王老师.says("晋城")
    王老师.says("先停一下")
    heard = 王老师.presses_action(old)
    assert assessment_phrases.REPLACED in heard.text
    assert "哪几类" in heard.text
    assert "记下了：高校" in 王老师.says("高校").text


def test_a_button_of_a_dropped_assessment_shows_the_one_in_its_place(王老师: Visitor) -> None:
    old = begins_anew(王老师)
    王老师.says("都不是，在别的地方")
    heard = 王老师.presses_action(old)
    assert assessment_phrases.REPLACED in heard.text
    assert not any(choice.action.startswith("answer:") for choice in heard.choices)


@pytest.mark.parametrize(
    "typed", ["好的我知道了那你帮我登记一下吧", "行，那就帮我办吧", "嗯，登记"]
)
def test_to_register_after_a_nod_is_to_register(王老师: Visitor, typed: str) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.says("帮我安排孩子上学")
    assert "好的，我来帮您办“随迁子女入学办理”" in 王老师.says(typed).text


@pytest.mark.parametrize("typed", ["好的", "可以", "同意", "要", "需要", "嗯嗯", "那就这样办吧"])
def test_yes_to_an_offer_is_yes(王老师: Visitor, database: Database, typed: str) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.says("帮我安排孩子上学")
    assert "好的，我来帮您办“随迁子女入学办理”" in 王老师.says(typed).text
    assert cases_in(database) == []


def test_yes_to_the_offer_of_a_person_hands_over(王老师: Visitor, database: Database) -> None:
    assert 王老师.says("等了一年了，钱还没有到账").buttons == [phrases.OFFICER]
    assert cases_in(database) == []
    heard = 王老师.says("好的，麻烦了")
    assert newest(database).number in heard.text


@pytest.mark.parametrize(
    "typed", ["我的那个办到哪一步了", "我那件事处理得怎么样了", "办好了没有", "什么时候能给我回话"]
)
def test_how_far_it_is_shows_the_case(王老师: Visitor, database: Database, typed: str) -> None:
    王老师.says("转人工")
    assert newest(database).number in 王老师.says(typed).text


@pytest.mark.parametrize("typed", ["帮我登记", "那帮我登记吧"])
def test_a_service_offered_beside_an_assessment_is_registered_when_that_is_said(
    王老师: Visitor, typed: str
) -> None:
    王老师.says("测一测能拿多少")
    王老师.says("忻州")
    assert "帮我登记" in 王老师.says("帮我安排孩子上学").buttons
    assert "好的，我来帮您办“随迁子女入学办理”" in 王老师.says(typed).text
