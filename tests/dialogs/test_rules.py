from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dialogs.demands import Between, OneOf, Truth, YesNo
from dialogs.facts import Fact, Facts, Kind, Pending
from dialogs.rules import All, AnyOf, Discretion, Finding, Ground, Not, Requires, evaluate

WORDS = Ground("xinzhou-7", "技术合同经认定登记后")
NAMES = ("甲", "乙", "丙")
VOCABULARY = {
    **{name: Fact(name, Kind.YES_NO, f"{name}吗？") for name in NAMES},
    "评审": Fact("评审", Kind.CHOICE, "评审通过了吗？", by_authority=True),
    "年限": Fact("年限", Kind.NUMBER, "几年？"),
    "方式": Fact("方式", Kind.CHOICE, "哪种方式？"),
}


def facts(**stated) -> Facts:
    return Facts(stated, VOCABULARY)


def leaf(name, wanted=True, presumed=False) -> Requires:
    return Requires(WORDS, name, YesNo(wanted), presumed)


def conditions():
    leaves = st.builds(leaf, st.sampled_from(NAMES), st.booleans())
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(tuple).map(All),
            st.lists(inner, min_size=1, max_size=3).map(tuple).map(AnyOf),
            inner.map(Not),
        ),
        max_leaves=8,
    )


def whole():
    return st.fixed_dictionaries({name: st.booleans() for name in NAMES})


def test_what_was_not_said_is_missing():
    assert evaluate(leaf("甲"), facts()) == Finding(Truth.UNKNOWN, (leaf("甲"),), missing=("甲",))


def test_what_only_an_authority_knows_is_awaited():
    reviewed = Requires(WORDS, "评审", OneOf(frozenset({"通过"})))
    assert evaluate(reviewed, facts()).awaited == ("评审",)
    assert evaluate(reviewed, facts(评审=Pending("待评审"))).awaited == ("评审",)
    assert evaluate(reviewed, facts(评审=frozenset({"通过"}))).truth is Truth.TRUE
    assert evaluate(reviewed, facts(评审=frozenset({"未通过"}))).truth is Truth.FALSE


def test_a_presumed_condition_holds_until_the_contrary_is_said():
    presumed = leaf("甲", presumed=True)
    assert evaluate(presumed, facts()) == Finding(Truth.TRUE, (presumed,), presumed=("甲",))
    assert evaluate(presumed, facts(甲=False)).truth is Truth.FALSE


def test_one_contradiction_decides_whatever_else_is_open():
    found = evaluate(All((leaf("甲"), leaf("乙"))), facts(乙=False))
    assert found == Finding(Truth.FALSE, (leaf("乙"),))


def test_one_of_several_is_enough_whatever_else_is_open():
    assert evaluate(AnyOf((leaf("甲"), leaf("乙"))), facts(乙=True)).truth is Truth.TRUE


def test_at_least_includes_the_number_itself():
    three_years = Requires(WORDS, "年限", Between(least=Decimal(3)))
    assert evaluate(three_years, facts(年限=Decimal(3))).truth is Truth.TRUE
    assert evaluate(three_years, facts(年限=Decimal("2.99"))).truth is Truth.FALSE


def test_a_value_that_only_the_word_etc_can_cover_is_for_the_authority():
    ways = Requires(WORDS, "方式", OneOf(frozenset({"独占许可"}), ("",), frozenset({"技术入股"})))
    assert evaluate(ways, facts(方式=frozenset({"普通许可"}))).awaited == ("方式",)
    assert evaluate(ways, facts(方式=frozenset({"技术入股"}))).truth is Truth.FALSE
    national = Requires(WORDS, "方式", OneOf(frozenset({"国家重点实验室"}), ("国家",)))
    assert evaluate(national, facts(方式=frozenset({"国家工程研究中心"}))).awaited == ("方式",)
    assert evaluate(national, facts(方式=frozenset({"省重点实验室"}))).truth is Truth.FALSE


def test_case_by_case_support_is_never_settled_by_the_applicant():
    assert evaluate(Discretion(WORDS, "一事一议"), facts(甲=True)).awaited == ("一事一议",)


@given(conditions(), whole(), st.sets(st.sampled_from(NAMES)))
def test_true_and_false_stay_whatever_is_said_later(condition, stated, said_first):
    early = evaluate(condition, facts(**{name: stated[name] for name in said_first})).truth
    late = evaluate(condition, facts(**stated)).truth
    assert early in (Truth.UNKNOWN, late)


@given(conditions(), whole(), st.sets(st.sampled_from(NAMES)))
def test_the_missing_facts_settle_what_is_open(condition, stated, said_first):
    said = {name: stated[name] for name in said_first}
    open_yet = evaluate(condition, facts(**said))
    said |= {name: stated[name] for name in open_yet.missing}
    assert evaluate(condition, facts(**said)).truth is not Truth.UNKNOWN


@given(conditions(), whole())
def test_not_turns_everything_around(condition, stated):
    turned = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}
    truth = evaluate(condition, facts(**stated)).truth
    assert evaluate(Not(condition), facts(**stated)).truth is turned[truth]
