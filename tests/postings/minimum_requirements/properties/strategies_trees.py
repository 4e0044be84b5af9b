"""Random valid requirements over a small vocabulary, and applications that speak of it."""

from typing import Any

from hypothesis import strategies as st

from tests.postings.minimum_requirements.properties.strategies_facts import OFTEN, facts

DUTIES = [
    {"tag": "filing", "scale": "yes_no"},
    {"tag": "calls", "scale": "yes_no"},
    {"tag": "billing", "scale": "primary"},
]
QUESTIONS = [{"slug": "licensed", "kind": "yes_no"}, {"slug": "certified", "kind": "yes_no"}]
YES_NO = st.sampled_from(["yes", "yes", "no", "unsure"])
DOING = st.fixed_dictionaries(
    {},
    optional={"filing": YES_NO, "calls": YES_NO, "billing": st.sampled_from(["primary", "sometimes", "no"])},
)
ASKED_OF_A_JOB = st.sampled_from(
    [
        {"duty": "filing"},
        {"duty": "calls", "is": "yes"},
        {"duty": "calls", "is": "no"},
        {"duty": "billing"},
        {"duty": "billing", "is": ["primary", "sometimes"]},
        {"kind": ["regular", "volunteer"]},
        {"kind": "out_of_class"},
        {"city_employee": True},
        {"city_employee": False},
    ]
)


def _joined(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda branches: {"all": branches}),
        several.map(lambda branches: {"any": branches}),
        several.flatmap(
            lambda branches: st.integers(1, len(branches)).map(lambda n: {"at_least": n, "of": branches})
        ),
        parts.map(lambda part: {"not": part}),
        st.tuples(parts, parts).map(lambda pair: {"when": pair[0], "then": pair[1]}),
    )


PREDICATES = st.recursive(ASKED_OF_A_JOB, _joined, max_leaves=4)


@st.composite
def experiences(draw: st.DrawFn, *, depth: int = 2, longest: int = 18) -> dict[str, Any]:
    """So many months, perhaps of some work, perhaps within a window, perhaps with months inside these."""
    months = draw(st.one_of(st.integers(1, longest), st.sampled_from([min(6, longest), min(3, longest)])))
    body: dict[str, Any] = {"months": months}
    if draw(OFTEN):
        body["where"] = draw(PREDICATES)
    if not draw(OFTEN):
        body["within_last_months"] = months + draw(st.integers(0, 24))
    if depth and not draw(OFTEN):
        body["including"] = [draw(experiences(depth=depth - 1, longest=months))]
    return {"experience": body}


LEAVES = st.one_of(
    experiences(),
    experiences(),
    st.sampled_from(
        [
            {"answer": "licensed", "is": "yes"},
            {"answer": "certified", "is": "no"},
            {"judgement": "Is it a closely related field?"},
        ]
    ),
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A requirements document: settings, vocabulary and a tree of which every node has a name."""
    tree = draw(st.recursive(LEAVES, _joined, max_leaves=5))
    settings: dict[str, Any] = {"volunteer_counts": draw(OFTEN)}
    if draw(OFTEN):
        settings["out_of_class_document"] = "oca_documentation"
    if not draw(OFTEN):
        settings |= draw(
            st.sampled_from(
                [
                    {"full_time_hours": 37.5, "near_full_time_hours": 35},
                    {"full_time_hours": 35},
                    {"near_full_time_hours": 40},
                ]
            )
        )
    return {
        "settings": settings,
        "duties": DUTIES,
        "questions": QUESTIONS,
        "documents": [{"slug": "oca_documentation"}],
        "tree": _named(tree, [0]),
    }


def _named(spec: dict[str, Any], counter: list[int]) -> dict[str, Any]:
    """The same node with a name of its own, and everything below it too; predicates stay as they are."""
    counter[0] += 1
    named: dict[str, Any] = {"id": f"n{counter[0]}"}
    for key, value in spec.items():
        if key in ("all", "any", "of"):
            named[key] = [_named(part, counter) for part in value]
        elif key in ("not", "when", "then"):
            named[key] = _named(value, counter)
        elif key == "experience" and "including" in value:
            named[key] = {**value, "including": [_named(part, counter) for part in value["including"]]}
        else:
            named[key] = value
    return named


@st.composite
def applications(draw: st.DrawFn) -> dict[str, Any]:
    """Facts that speak of the small vocabulary."""
    found = draw(facts(most=3, claims=False, doing=DOING))
    for job in found["jobs"]:
        # a start that is missing reaches back to 1900, day by day: the posting's own tests have those
        job.setdefault("start", "2022-02")
    answers = st.fixed_dictionaries(
        {}, optional={"licensed": st.sampled_from(["yes", "no"]), "certified": st.sampled_from(["yes", "no"])}
    )
    return {**found, "answers": draw(answers)}
