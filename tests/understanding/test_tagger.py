"""The tagger's chances are those of the model: every way to label a text, weighed and added up."""

from itertools import pairwise, product
from math import exp, isclose

from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.learned import Learned
from dialogs.understanding.tagger import INSIDE, Tagger, likeliest

LABELS = ("-", "name", "name+", "day")
WEIGHTS = st.floats(-3, 3, allow_nan=False)
MODELS = st.builds(
    Learned,
    st.just(LABELS),
    st.dictionaries(
        st.sampled_from("abc"), st.tuples(*(st.tuples(st.just(at), WEIGHTS) for at in range(len(LABELS))))
    ),
    st.dictionaries(st.sampled_from(LABELS), st.dictionaries(st.sampled_from(LABELS), WEIGHTS)),
)
TEXTS = st.lists(st.lists(st.sampled_from("abcd"), max_size=3), min_size=1, max_size=4)


def _worth(labels: tuple[str, ...], features: list[list[str]], model: Learned) -> float:
    """What one way to label the text is worth; 0 where a field goes on that did not begin."""
    if any(then.endswith(INSIDE) and first not in (then, then[:-1]) for first, then in pairwise(labels)):
        return 0
    seen = sum(
        dict(model.weights.get(feature, ())).get(LABELS.index(label), 0)
        for label, each in zip(labels, features, strict=True)
        for feature in each
    )
    return exp(seen + sum(model.moves.get(first, {}).get(then, 0) for first, then in pairwise(labels)))


@given(MODELS, TEXTS)
def test_chances_are_those_of_all_ways_to_label_the_text(model: Learned, features: list[list[str]]) -> None:
    ways = [labels for labels in product(LABELS, repeat=len(features)) if not labels[0].endswith(INSIDE)]
    worths = {labels: _worth(labels, features, model) for labels in ways}
    chances = Tagger(model).chances(features)
    for label in LABELS:
        for at, chance in enumerate(chances.of(label)):
            true = sum(worth for labels, worth in worths.items() if labels[at] == label)
            assert isclose(chance, true / sum(worths.values()), abs_tol=1e-9)


def test_an_unknown_label_and_an_empty_text_have_no_chance() -> None:
    model = Learned(LABELS, {})
    assert Tagger(model).chances([]).of("name") == []
    assert Tagger(model).chances([["a"]]).of("amount") == [0.0]


def test_a_whole_story_gets_its_likeliest_label() -> None:
    model = Learned(("-", "vanished"), {"拉黑": ((1, 2.0),)})
    label, chance = likeliest(["拉黑"], model, "-")
    assert label == "vanished"
    assert isclose(chance, exp(2) / (exp(2) + 1))
    assert likeliest([], model, "-") == ("vanished", 0.5)
    assert likeliest(["拉黑"], Learned(("-",), {}), "-") == ("-", 1.0)
