"""What holds for every measure and any facts: order is nothing, verdicts last, the missing suffices."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.assessing import assess
from dialogs.facts import Fact, Kind
from dialogs.loading import packaged
from dialogs.measures import Outcome, facts_read_by

DEFINITIONS = packaged()
EXAMPLES = DEFINITIONS.examples


def a_value(fact: Fact) -> st.SearchStrategy[object]:
    """A possible statement of this fact."""
    match fact.kind:
        case Kind.YES_NO:
            return st.one_of(st.booleans(), st.just("待认定"))
        case Kind.CHOICE | Kind.SEVERAL:
            listed = [*fact.values, "国家级其他", "别的"]
            return st.one_of(st.sampled_from(listed), st.lists(st.sampled_from(listed), min_size=1))
        case Kind.DATE:
            return st.dates(date(2024, 6, 1), date(2031, 6, 1)).map(str)
        case Kind.MONEY | Kind.MONEY_LIST:
            return st.one_of(st.integers(0, 10**8), st.lists(st.integers(0, 10**7), max_size=3))
        case _:
            least = int(fact.least) if fact.least is not None else 0
            most = int(fact.most) if fact.most is not None else 5000
            return st.integers(least, most)


def whole_facts(measure: str) -> st.SearchStrategy[dict[str, object]]:
    """Every fact that the measure reads, some as in its examples and some at random."""
    names = facts_read_by(DEFINITIONS.measures[measure])
    random = st.fixed_dictionaries({n: a_value(DEFINITIONS.vocabulary[n]) for n in names})
    typical = st.sampled_from([e.facts for e in EXAMPLES if e.measure == measure])
    kept = st.sets(st.sampled_from(names))
    return st.builds(
        lambda drawn, shown, chosen: drawn | {n: v for n, v in shown.items() if n not in chosen},
        random,
        typical,
        kept,
    )


def a_case():
    """A measure, all its facts, and those of them that were said first."""
    return st.sampled_from(sorted(DEFINITIONS.measures)).flatmap(
        lambda measure: whole_facts(measure).flatmap(
            lambda facts: st.tuples(
                st.just(measure), st.just(facts), st.sets(st.sampled_from(sorted(facts)))
            )
        )
    )


def judged(measure, facts):
    [found] = assess(facts, DEFINITIONS, [measure])
    return found


@given(a_case(), st.randoms())
@settings(max_examples=150, deadline=None)
def test_any_order_of_facts_gives_the_same_verdict(case, random):
    measure, facts, _ = case
    turned = list(facts.items())
    random.shuffle(turned)
    assert judged(measure, dict(turned)) == judged(measure, facts)


@given(a_case())
@settings(max_examples=400, deadline=None)
def test_a_verdict_reached_early_lasts_unless_it_rests_on_a_presumption(case):
    measure, facts, said_first = case
    early = judged(measure, {name: facts[name] for name in said_first})
    late = judged(measure, facts)
    if early.outcome is Outcome.NOT_ELIGIBLE:
        assert late.outcome is Outcome.NOT_ELIGIBLE
    elif early.outcome is Outcome.ELIGIBLE and not set(early.presumed) & set(facts):
        assert (late.outcome, late.amount_yuan) == (early.outcome, early.amount_yuan)
    elif early.outcome is Outcome.NEEDS_REVIEW and not set(early.presumed) & set(facts):
        assert late.outcome is not Outcome.NEEDS_MORE_FACTS


@given(a_case())
@settings(max_examples=400, deadline=None)
def test_the_missing_facts_always_suffice(case):
    measure, facts, said_first = case
    said = {name: facts[name] for name in said_first}
    early = judged(measure, said)
    said |= {name: facts[name] for name in early.missing}
    assert judged(measure, said).outcome is not Outcome.NEEDS_MORE_FACTS


@given(a_case())
@settings(max_examples=300, deadline=None)
def test_amounts_say_what_they_are(case):
    measure, facts, _ = case
    found = judged(measure, facts)
    if found.outcome is Outcome.NOT_ELIGIBLE:
        assert (found.amount_yuan, found.amount_is_upper_bound) == (0, False)
    if found.outcome is Outcome.NEEDS_REVIEW and found.amount_yuan is not None:
        assert found.amount_is_upper_bound
    if found.outcome is not Outcome.NOT_ELIGIBLE:
        assert found.amount_yuan is None or found.amount_yuan > 0
    assert found.because
