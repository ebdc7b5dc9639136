"""Questions as a fresh reader put them: what goes on, what is nowhere written, what is too general."""

from __future__ import annotations

import pytest

from knowledge.answering import Knowledge
from knowledge.decisions import Status

AFTER_HOUSING = {"question": "晋城买房给35万", "clauses": ["jincheng-14"], "asked_back": False}


@pytest.mark.parametrize("question", ["电话多少", "我工资会有税吗", "需要带什么材料"])
def test_what_is_nowhere_written_is_asked_of_the_clause_spoken_of(
    knowledge: Knowledge, question: str
) -> None:
    answer = knowledge.answer(question, None, AFTER_HOUSING)
    assert (answer.status, answer.why) == (Status.NOT_IN_POLICY, "unstated")
    assert answer.ranked[0] == "jincheng-14"
    assert "市人社局" in knowledge.clause(answer.ranked[0]).units


def test_a_telephone_number_asked_for_alone_is_no_wish_for_an_officer(knowledge: Knowledge) -> None:
    answer = knowledge.answer("电话多少", None, {})
    assert (answer.status, answer.why) == (Status.NOT_IN_POLICY, "unstated")


def test_a_professor_who_brings_a_patent_is_not_told_of_patent_prizes(knowledge: Knowledge) -> None:
    asked = "我是太原理工大学的教授，想把专利转化到你们那里，有什么奖励"
    first = knowledge.answer(asked, None, {})
    assert first.status in {Status.ANSWERED, Status.COMPARE}
    assert "xinzhou-7" in first.cited
    subject = {"question": first.question, "clauses": list(first.cited), "asked_back": False}
    then = knowledge.answer("忻州", None, subject)
    assert then.cited == ("xinzhou-7",)
    assert "xinzhou-6" in then.ranked


def test_a_bank_that_asks_for_subsidised_interest_is_shown_that_clause(
    knowledge: Knowledge,
) -> None:
    answer = knowledge.answer("我是银行的，晋城有没有贷款贴息", None, {})
    assert answer.cited == ("jincheng-12",)
    assert any("贴息" in quote.text for quote in answer.quotes)


def test_a_spouse_who_asks_for_work_is_offered_the_service(knowledge: Knowledge) -> None:
    answer = knowledge.answer("我老公要去晋城的企业上班，我的工作怎么办", None, {})
    assert (answer.status, answer.service) == (Status.SERVICE, "配偶就业手续")


@pytest.mark.parametrize("question", ["山西省政策", "政策" * 1000, "补贴" * 1000])
def test_words_too_general_are_asked_back_and_never_answered_with_the_final_clause(
    knowledge: Knowledge, question: str
) -> None:
    answer = knowledge.answer(question, None, {})
    assert (answer.status, answer.why) == (Status.CLARIFY, "broad")
    assert len(answer.ranked) == 3
    assert not any(clause.endswith("-0") for clause in answer.ranked)


def test_figures_with_many_noughts_are_no_repetition(knowledge: Knowledge) -> None:
    assert "10000000" in knowledge.answer("保险费10000000元补多少", "xinzhou", {}).question


@pytest.mark.parametrize(
    ("before", "clause", "question", "told"),
    [
        ("忻州引进院士给多少", "xinzhou-10", "领军的呢", "50万元"),
        ("忻州引进院士给多少", "xinzhou-10", "院士站呢", "最高100万元的建站补助"),
        ("晋城毕业生创业信用贷款多少", "jincheng-12", "担保的呢", "300万元以内的担保贷款"),
        ("晋城国家级平台给多少", "jincheng-4", "飞地呢", "没有写给多少钱"),
        ("晋城柔性引才奖多少", "jincheng-11", "中介推荐的呢", "每引进一人给予最高20万元"),
        ("忻州高企奖多少", "xinzhou-21", "小巨人呢", "20万元"),
    ],
)
def test_what_is_newly_named_is_told_of_the_clause_that_has_a_word_for_it(
    knowledge: Knowledge, before: str, clause: str, question: str, told: str
) -> None:
    subject = {"question": before, "clauses": [clause], "asked_back": False}
    answer = knowledge.answer(question, None, subject)
    assert answer.cited == (clause,)
    assert told in answer.plain[0].says


@pytest.mark.parametrize(
    ("question", "clause"), [("那新三板呢", "xinzhou-16"), ("科技保险呢", "xinzhou-17")]
)
def test_a_thing_of_another_clause_begins_anew(
    knowledge: Knowledge, question: str, clause: str
) -> None:
    subject = {"question": "忻州高企奖多少", "clauses": ["xinzhou-21"], "asked_back": False}
    assert knowledge.answer(question, "xinzhou", subject).cited == (clause,)


@pytest.mark.parametrize(
    ("question", "city"),
    [
        ("区里去年奖过我们一次专精特新，谷里还能再拿吗", "xinzhou"),
        ("市里另有一个人才政策也给租房补贴，两个能同时享受吗", "jincheng"),
        ("县科技局补了一半，剩下的你们还补不补", "xinzhou"),
        ("高企奖励别的文件也给，能不能拿两份", "xinzhou"),
    ],
)
def test_what_was_given_elsewhere_already_is_settled_by_the_final_clause(
    knowledge: Knowledge, question: str, city: str
) -> None:
    answer = knowledge.answer(question, city, {})
    assert answer.cited == (f"{city}-0",)
    assert "就高不重复" in answer.plain[0].says


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("厂房和办公室两样都能拿吗", "xinzhou-6"),
        ("省里奖了我们孵化器，市里还给吗", "jincheng-6"),
        ("买房补贴和租房补贴能都领吗", "jincheng-14"),
    ],
)
def test_two_things_of_this_text_are_its_own_matter(
    knowledge: Knowledge, question: str, clause: str
) -> None:
    city = clause.rpartition("-")[0]
    assert knowledge.answer(question, city, {}).cited == (clause,)


def test_an_outpost_elsewhere_is_known_by_what_it_is(knowledge: Knowledge) -> None:
    asked = "想在上海弄个办事处往晋创谷招项目，市里支持吗"
    answer = knowledge.answer(asked, "jincheng", {})
    assert answer.cited == ("jincheng-4",)
    assert "科创飞地" in answer.plain[0].says
    assert knowledge.answer(asked, "xinzhou", {}).status is Status.NOT_IN_POLICY


def test_what_is_told_plainly_stands_in_what_is_quoted(knowledge: Knowledge) -> None:
    answer = knowledge.answer("有人冒用我们的专利，政府抓不抓", "xinzhou", {})
    assert any("执法" in gist.says for gist in answer.plain)
    assert "加强知识产权执法力度" in "".join(quote.text for quote in answer.quotes)


def test_a_rival_of_what_was_asked_goes_on_from_it(knowledge: Knowledge) -> None:
    first = knowledge.answer("国家级企业技术中心认定了给多少", "xinzhou", {})
    for level in ("省级的", "市级呢"):
        subject = {"question": first.question, "clauses": list(first.cited)}
        then = knowledge.answer(level, "xinzhou", subject)
        assert (then.status, then.cited) == (Status.ANSWERED, ("xinzhou-8",)), level
        first = then


def test_a_city_alone_stays_a_question_unless_a_service_was_offered(knowledge: Knowledge) -> None:
    asked = {"question": "忻州孩子入学 配偶就业手续给办吗", "clauses": ["xinzhou-2"]}
    assert knowledge.answer("晋城呢", None, asked).cited == ("jincheng-2",)
    wished = {**asked, "service": "随迁子女入学办理"}
    assert knowledge.answer("晋城呢", None, wished).status is Status.SERVICE


def test_services_that_are_compared_are_no_wish(knowledge: Knowledge) -> None:
    answer = knowledge.answer("忻州和晋城帮着办人事档案、配偶就业这些，有什么不一样", None, {})
    assert set(answer.cited) == {"xinzhou-2", "jincheng-2"}


def test_a_nod_before_a_follow_up_is_not_part_of_it(knowledge: Knowledge) -> None:
    asked = {"question": "晋城的措施管到哪一年", "clauses": ["jincheng-0"]}
    assert knowledge.answer("嗯嗯 那忻州那份呢", None, asked).cited == ("xinzhou-0",)


def test_the_level_after_a_city_is_none_of_its_name(knowledge: Knowledge) -> None:
    assert knowledge.gazetteer.look("晋城市级技术创新中心").rest == "市级技术创新中心"
    assert knowledge.gazetteer.look("忻州市晋创谷").rest == ""


@pytest.mark.parametrize("words", ["对象呢", "好处呢", "行业呢"])
def test_a_nod_is_not_cut_out_of_a_word(knowledge: Knowledge, words: str) -> None:
    assert not knowledge.followups.is_bare(words)
    assert knowledge.followups.is_bare("ok那晋城呢")


@pytest.mark.parametrize("words", ["哦", "好吧", "那算了", "行，那就这样", "不用了，我再问一句"])
def test_an_acknowledgement_repeats_nothing_and_opens_nothing(
    knowledge: Knowledge, words: str
) -> None:
    asked = {"question": "晋城高企有奖励吗", "clauses": ["jincheng-9"]}
    assert knowledge.answer(words, "jincheng", asked).status is Status.SMALLTALK


def test_who_plans_to_come_is_no_stranger(knowledge: Knowledge) -> None:
    answer = knowledge.answer("我在荷兰搞光刻，姓李，打算明年回国", None, {})
    assert (answer.status, answer.why) == (Status.CLARIFY, "introduced")
    asks_for_one = knowledge.answer("打算明年回国，转人工", None, {})
    assert asks_for_one.status is Status.HANDOFF


@pytest.mark.parametrize(
    ("question", "then", "says"),
    [
        ("晋城博士买房补多少", "不买，改租呢", "2000元/月"),
        ("晋城博士买房补多少", "租的话", "2000元/月"),
        ("晋城博士租房补多少", "那买呢", "5-35万元"),
        ("晋城博士租房补多少", "先不租了，买的话", "5-35万元"),
    ],
)
def test_who_would_rather_rent_is_told_of_rent_in_the_same_city(
    knowledge: Knowledge, question: str, then: str, says: str
) -> None:
    subject = {"question": question, "clauses": ["jincheng-14"], "asked_back": False}
    answer = knowledge.answer(then, None, subject)
    assert (answer.cited, answer.cities) == (("jincheng-14",), ("jincheng",))
    assert [says in gist.in_full for gist in answer.plain if gist.amount] == [True]


SUMS = [
    "多少钱",
    "最高多少",
    "给多少",
    "能补多少呀",
    "上限是多少",
    "那到底多少",
    "大概多少万",
    "晋城最多给几万",
]


@pytest.mark.parametrize("question", SUMS)
def test_a_sum_of_nothing_in_particular_is_asked_back(knowledge: Knowledge, question: str) -> None:
    answer = knowledge.answer(question, None, {})
    assert (answer.status, answer.why) == (Status.CLARIFY, "broad")


@pytest.mark.parametrize("question", ["多少钱", "最高多少", "给多少", "能补多少呀"])
def test_and_is_that_of_the_clause_spoken_of(knowledge: Knowledge, question: str) -> None:
    subject = {"question": "忻州高企奖多少", "clauses": ["xinzhou-21"], "asked_back": False}
    answer = knowledge.answer(question, None, subject)
    assert (answer.status, answer.cited) == (Status.ANSWERED, ("xinzhou-21",))
