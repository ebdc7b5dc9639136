"""The interview asks only what can still change a verdict, and its verdicts are those of assess()."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.questions import cases, same_as_assess, teams
from dialogs import interview
from dialogs.assessing import assess
from dialogs.given import OFFERED, Given, State, facts_for
from dialogs.measures import Outcome, Verdict
from dialogs.questions import (
    AT,
    DRAWN,
    FIGURES,
    SINGLY,
    SOURCE,
    TICKS,
    WHERE,
    WHO,
    Guide,
    Question,
)
from dialogs.typed import Refused, Understood, understand
from tests.dialogs.walking import TODAY, asked, favourable, possible, told, walk

A_UNIVERSITY = {
    "入驻地": "忻州",
    "主体类型": "高校",
    "受让企业所在地": "晋创谷·忻州",
    "合同类型": "技术开发",
    "合同已认定登记": "都登记了",
    "当年各合同技术交易额元": "三个合同分别是80万、120万和35万",
    "已领过的": "都没有",
}
TWO_DOCTORS = {
    "入驻地": "还没定",
    "主体类型": "科技型企业",
    "事项": "新全职招了博士、硕士或大学生",
    "人才层次": "两个博士",
    "劳动合同年限": "三年",
    "已缴社保月数": "8个月",
    "补贴方式": "租房",
    "申请月数": "三年",
    "已领过的": "都没有",
}
LISTED_AND_STATE_OWNED = {"入驻地": "忻州", "上市挂牌板块": "科创板", "企业性质": "国企"}


def everything(guide: Guide) -> list[str]:
    return list(guide.definitions.measures)


def clause(guide: Guide, name: str) -> list[str]:
    return [m.id for m in guide.definitions.measures.values() if m.clause == name]


def assessed(state: State, verdict: Verdict) -> Verdict:
    """The same facts, judged by assess()."""
    facts = dict(facts_for(state, verdict.measure).stated)
    raw = {k: list(v) if isinstance(v, frozenset | tuple) else v for k, v in facts.items()}
    return assess(raw, state.guide.definitions, [verdict.measure.id])[0]


def test_a_university_with_three_contracts(guide: Guide) -> None:
    state = told(guide, ["xinzhou-7-a"], A_UNIVERSITY)
    (verdict,) = interview.verdicts(state)
    assert (verdict.outcome, verdict.amount_yuan) == (Outcome.ELIGIBLE, 47_000)
    assert not verdict.amount_is_upper_bound
    assert len(state.answers) == 6


def test_a_start_up_with_two_doctors_that_has_not_settled_on_a_city(guide: Guide) -> None:
    state = told(guide, [], TWO_DOCTORS)
    money = {v.measure.id: v.amount_yuan for v in interview.verdicts(state) if v.amount_yuan}
    assert money == {
        "xinzhou-10-e": 300_000,
        "jincheng-13-a": 2 * 36 * 5000,
        "jincheng-14-b": 2 * 36 * 2000,
    }
    assert len(state.answers) <= 12


def test_a_listed_state_owned_firm_gets_a_no_in_three_questions(guide: Guide) -> None:
    state = told(guide, clause(guide, "xinzhou-16"), LISTED_AND_STATE_OWNED)
    assert {v.outcome for v in interview.verdicts(state)} == {Outcome.NOT_ELIGIBLE}
    assert len(state.answers) == 3


@pytest.mark.parametrize(
    ("measure", "who"),
    [("xinzhou-7-a", "都不是"), ("xinzhou-10-e", "都不是"), ("xinzhou-17-a", "都不是")],
)
def test_a_wrong_kind_of_applicant_ends_in_two_questions(
    guide: Guide, measure: str, who: str
) -> None:
    state = told(guide, [measure], {"入驻地": "忻州", "主体类型": who})
    assert [v.outcome for v in interview.verdicts(state)] == [Outcome.NOT_ELIGIBLE]
    assert len(state.answers) <= 2


TEAMS = {
    "a new high-tech firm": {
        "入驻地": "忻州",
        "主体类型": "科技型企业",
        "事项": "评上高企、专精特新或小巨人；买了科技保险",
        "资质": "高新技术企业",
        "认定年度": "去年",
        "当年各保单保费元": "两张保单，3万和1.5万",
        "已领过的": "都没有",
    },
    "a spin-off that rents a workshop": {
        "入驻地": "忻州",
        "主体类型": "科技成果转化企业",
        "事项": "租了厂房或办公室",
        "空间类型": "厂房",
        "租金已缴纳": "交了",
        "每㎡月租金元": "20元",
        "租用面积㎡": "1500平",
        "已缴租月数": "一年",
        "已领过的": "都没有",
    },
    "two doctors, two cities": TWO_DOCTORS,
    "a university": {
        **A_UNIVERSITY,
        "事项": "签了技术合同，买进或卖出了技术",
    },
    "a team with a prize that buys technology": {
        "入驻地": "晋城",
        "主体类型": "科技型小微企业、科创团队",
        "事项": "得了创新创业大赛的奖；签了技术合同，买进或卖出了技术",
        "奖项@大赛": "山西赛区二等奖",
        "交易角色": "买方",
        "转化方式": "技术转让",
        "当年实际技术交易额元": "120万",
        "已领过的": "都没有",
    },
    "graduates who start a firm": {
        "入驻地": "晋城",
        "主体类型": "企业",
        "事项": "博士、硕士、高级职称或大学毕业生来创业",
        "人才类型": "大学毕业生",
        "是否自主创业企业": "是",
        "已领过的": "都没有",
    },
    "an institute with a laboratory": {
        "入驻地": "还没定",
        "主体类型": "科研院所",
        "事项": "新获批了实验室、技术中心、工作站等平台",
        "平台类型@研发平台": "省重点实验室",
        "已领过的": "都没有",
    },
}


@pytest.mark.parametrize("team", TEAMS)
def test_a_typical_team_needs_at_most_twelve_questions(guide: Guide, team: str) -> None:
    state = told(guide, [], TEAMS[team])
    assert len(state.answers) <= 12
    assert any(v.amount_yuan for v in interview.verdicts(state))


def test_everything_begins_with_where_who_and_the_tick_list(guide: Guide) -> None:
    state = told(guide, [], TEAMS["a university"])
    assert asked(state)[:3] == [WHERE, WHO, TICKS]
    assert asked(state)[-1] == DRAWN


@pytest.mark.parametrize("seed", range(60))
def test_verdicts_are_those_of_assess_whatever_is_answered(guide: Guide, seed: int) -> None:
    dice = random.Random(seed)
    names = everything(guide)
    scope = [] if seed % 3 == 0 else dice.sample(names, dice.randint(1, 12))

    def answering(question):  # type: ignore[no-untyped-def]
        if dice.random() < 0.1:
            return interview.unsure(question)
        return favourable(question) if dice.random() < 0.6 else dice.choice(possible(question))

    state = walk(interview.begin(guide, scope, TODAY), answering)
    for verdict in interview.verdicts(state):
        judged = assessed(state, verdict)
        assert (verdict.outcome, verdict.amount_yuan) == (judged.outcome, judged.amount_yuan)
    missing = {v.measure.id: v.missing for v in interview.verdicts(state)}
    unclear = {
        key for given in state.answers for key, value in given.values.items() if value is None
    }
    for name, facts in missing.items():
        measure = guide.definitions.measures[name]
        if facts:
            assert {guide.key(fact, measure) for fact in facts} & unclear


@pytest.mark.parametrize("seed", range(24))
def test_only_what_can_change_a_verdict_is_asked(guide: Guide, seed: int) -> None:
    dice = random.Random(seed)
    scope = dice.sample(everything(guide), 4)
    state = interview.begin(guide, scope, TODAY)
    while (question := interview.next_question(state)) is not None:
        ends = set()
        for values in possible(question):
            answered = interview.accept(state, Given(question.id, "", values))
            for completion in (favourable, lambda q: possible(q)[0]):
                final = walk(answered, completion)
                ends.add(tuple((v.outcome, v.amount_yuan) for v in interview.verdicts(final)))
        assert len(ends) > 1, question.id
        values = favourable(question) if dice.random() < 0.7 else dice.choice(possible(question))
        state = interview.accept(state, Given(question.id, "", values))


@pytest.mark.parametrize("name", ["xinzhou", "jincheng"])
def test_what_an_authority_decides_is_never_asked(guide: Guide, name: str) -> None:
    scope = [m.id for m in guide.definitions.measures.values() if m.city == name]
    state = walk(interview.begin(guide, scope, TODAY), favourable)
    answered = {key.partition(AT)[0] for given in state.answers for key in given.values}
    facts = answered - {TICKS, DRAWN, SOURCE, OFFERED}
    assert len(facts) > 20
    assert not [fact for fact in facts if guide.vocabulary[fact].by_authority]


def test_not_knowing_goes_on_and_is_told_as_missing(guide: Guide) -> None:
    answers = {k: v for k, v in A_UNIVERSITY.items() if k != "合同已认定登记"}
    (verdict,) = interview.verdicts(told(guide, ["xinzhou-7-a"], answers))
    assert verdict.outcome is Outcome.NEEDS_MORE_FACTS
    assert "合同已认定登记" in verdict.missing


def test_back_takes_the_last_answer_back(guide: Guide) -> None:
    state = told(guide, ["xinzhou-7-a"], A_UNIVERSITY)
    before = interview.back(state)
    question = interview.next_question(before)
    assert question is not None
    assert question.id == DRAWN
    assert before.answers == state.answers[:-1]


def test_a_changed_answer_keeps_the_rest_and_tells_what_changed(guide: Guide) -> None:
    state = told(guide, ["xinzhou-7-a"], A_UNIVERSITY)
    place = asked(state).index("合同已认定登记")
    changed, differences = interview.change(
        state, place, Given("合同已认定登记", "还没有", {"合同已认定登记": False})
    )
    assert len(changed.answers) == len(state.answers)
    assert [
        (d.measure.id, d.before and d.before.outcome, d.after and d.after.outcome)
        for d in differences
    ] == [("xinzhou-7-a", Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE)]


def test_what_was_paid_before_is_asked_once_and_counts(guide: Guide) -> None:
    answers = {
        **A_UNIVERSITY,
        "已领过的": "高校院所技术合同2%补贴",
        "已领来源": "就是这一项发的",
        "本年度已获该项补贴元": "16万",
    }
    (verdict,) = interview.verdicts(told(guide, ["xinzhou-7-a"], answers))
    assert verdict.amount_yuan == 40_000


def test_what_another_policy_paid_leaves_the_difference(guide: Guide) -> None:
    answers = {
        **A_UNIVERSITY,
        "已领过的": "1",
        "已领来源": "别的政策",
        "同一事项已领本市其他同类政策元": "2万",
    }
    (verdict,) = interview.verdicts(told(guide, ["xinzhou-7-a"], answers))
    assert (verdict.outcome, verdict.amount_yuan) == (Outcome.NEEDS_REVIEW, 27_000)


def test_a_city_that_was_settled_leaves_the_other_out(guide: Guide) -> None:
    state = told(guide, [], TEAMS["graduates who start a firm"])
    assert {v.measure.city for v in interview.verdicts(state)} == {"jincheng"}


def test_the_number_of_questions_that_remain_ends_at_one(guide: Guide) -> None:
    state = interview.begin(guide, ["xinzhou-7-a"], TODAY)
    left = []
    while (question := interview.next_question(state)) is not None:
        left.append(interview.remaining(state))
        state = interview.accept(state, Given(question.id, "", favourable(question)))
    assert left == sorted(left, reverse=True)
    assert left[-1] == 1
    assert interview.remaining(state) == 0


def test_every_measure_can_be_reached_from_the_tick_list(guide: Guide) -> None:
    reached = guide.always.union(*(one.measures for one in guide.occasions.values()))
    assert reached == set(guide.definitions.measures)
    assert 15 <= len(guide.occasions) <= 21


def test_every_key_of_the_questions_names_a_fact(guide: Guide) -> None:
    for group in guide.groups:
        assert group.key.partition(AT)[0] in guide.vocabulary
    assert set(guide.wordings) <= set(guide.vocabulary) | {g.key for g in guide.groups}


def test_the_definitions_of_another_day_give_the_same_answers_another_verdict(guide: Guide) -> None:
    state = told(guide, ["xinzhou-7-a"], A_UNIVERSITY)
    after = replace(state, today=TODAY.replace(year=2031))
    assert [v.outcome for v in interview.verdicts(after)] == [Outcome.NOT_ELIGIBLE]


CARD = {"每㎡月租金元": Decimal(20), "租用面积㎡": Decimal(1500), "已缴租月数": Decimal(12)}


@pytest.mark.parametrize(
    "words",
    [
        "每平20元，1500平，交了一年",
        "一年，面积1500平米，单价20元",
        "20元 1500平 12个月",
        "1. 20元 2. 1500平 3. 一年",
        "1500平，\n20元，\n12个月",
        "租金每平20元/月，交了12个月，1,500平方米",
    ],
)
def test_several_numbers_are_said_in_one_message(guide: Guide, words: str) -> None:
    reading = understand(rent_card(guide), words, TODAY)
    assert isinstance(reading, Understood)
    assert reading.values == CARD


def rent_card(guide: Guide) -> Question:
    state = told(guide, ["xinzhou-6-a"], {})
    said = {"入驻地": "晋创谷·忻州", "主体类型": ["科技成果转化企业"], "空间类型": ["厂房"]}
    given = Given("", "", {**said, "租金已缴纳": True})
    question = interview.next_question(interview.accept(replace(state, answers=()), given))
    assert question is not None
    assert [part.id for part in question.parts] == list(CARD)
    return question


def test_of_several_numbers_those_that_are_known_are_taken(guide: Guide) -> None:
    reading = understand(rent_card(guide), "面积1500平，租金不太清楚", TODAY)
    assert isinstance(reading, Understood)
    assert reading.values == {"租用面积㎡": Decimal(1500)}
    reading = understand(rent_card(guide), "每平20元，面积不清楚", TODAY)
    assert reading == Understood({"每㎡月租金元": Decimal(20), "租用面积㎡": None})


@pytest.mark.parametrize("words", ["嗯啊哦", "交了-3个月", "什么是先缴后补？"])
def test_what_fills_no_number_is_refused(guide: Guide, words: str) -> None:
    assert isinstance(understand(rent_card(guide), words, TODAY), Refused)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("1是，2不清楚", {"单位批准同意": True, "项目产权清晰": None}),
        ("1", {"单位批准同意": True, "项目产权清晰": False}),
        ("都符合", {"单位批准同意": True, "项目产权清晰": True}),
        ("都没有", {"单位批准同意": False, "项目产权清晰": False}),
        ("2没有", {"项目产权清晰": False}),
    ],
)
def test_yes_and_no_of_one_matter_are_one_tick_list(
    guide: Guide, words: str, said: dict[str, bool | None]
) -> None:
    begun = interview.begin(guide, ["xinzhou-4-a"], TODAY)
    where = Given("", "", {"入驻地": "晋创谷·忻州", "主体类型": ["高校科研人员"]})
    question = interview.next_question(interview.accept(begun, where))
    assert question is not None
    assert understand(question, words, TODAY) == Understood(said)


def test_who_would_rather_be_asked_one_by_one_is(guide: Guide) -> None:
    state = interview.accept(
        interview.begin(guide, ["xinzhou-6-a"], TODAY), Given(SINGLY, "", {SINGLY: True})
    )
    asked_after = asked(walk(state, favourable))
    assert not [name for name in asked_after if "|" in name]
    assert {"每㎡月租金元", "租用面积㎡", "已缴租月数"} <= set(asked_after)


def test_a_card_can_be_asked_again(guide: Guide) -> None:
    state = told(guide, ["xinzhou-6-a"], {"入驻地": "忻州", "主体类型": "科技成果转化企业", **RENT})
    place = next(n for n, given in enumerate(state.answers) if given.question.startswith(FIGURES))
    question = interview.question_of(state, place)
    assert question is not None
    assert [part.id for part in question.parts] == list(CARD)
    changed, differences = interview.change(
        state, place, Given(question.id, "", {**CARD, "租用面积㎡": Decimal(100)})
    )
    assert [d.after and d.after.amount_yuan for d in differences] == [20 * 100 * 12]
    assert len(changed.answers) == len(state.answers)


RENT = {
    "空间类型": "厂房",
    "租金已缴纳": "交了",
    "每㎡月租金元": "20元",
    "租用面积㎡": "1500平",
    "已缴租月数": "一年",
    "已领过的": "都没有",
}


def test_written_teams_need_few_questions_and_the_verdicts_are_those_of_assess(
    guide: Guide,
) -> None:
    for profile, state, every in teams(guide, TODAY):
        most = 16 if profile.get("many") else 12
        assert len(state.answers) <= min(most, every / 3), profile["name"]
        assert same_as_assess(state), profile["name"]


def test_a_case_about_one_measure_gets_its_verdict_in_at_most_eight_questions(guide: Guide) -> None:
    of_one = list(cases(guide, TODAY))
    assert max(needed for needed, _, _ in of_one) <= 8
    assert all(needed <= every + 1 for needed, every, _ in of_one)
