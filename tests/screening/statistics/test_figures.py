"""What is shown of people without names: pooled recruitments, requirements that few tell apart, crossed groups."""

from typing import Any

from screening.statistics.figures import QUALIFIED, Person, Plan, figures

PLAN = Plan(
    dimensions={"sex": ("f", "m"), "race": ("a", "w")},
    crossed=[("race", "sex")],
    outcomes={QUALIFIED: "Qualified", "clerical": "Clerical work"},
)


def people(
    number: int, selected: int, *, recruitment: int = 1, also: str = "", **groups: str
) -> list[Person]:
    both = frozenset(filter(None, [QUALIFIED, also]))
    return [Person(groups, both if one < selected else frozenset(), recruitment) for one in range(number)]


def shown(part: dict[str, Any], table: int) -> dict[str, Any]:
    return {
        "-".join(row["group"]): "hidden" if row.get("hidden") else (row["number"], row["selected"])
        for row in part["tables"][table]["rows"]
    }


def test_a_class_shows_what_two_small_recruitments_hide_together() -> None:
    pool = [
        person
        for recruitment in (1, 2, 3)
        for person in (
            *people(6, 3, recruitment=recruitment, sex="f"),
            *people(7, 4, recruitment=recruitment, sex="m"),
        )
    ]
    assert shown(figures(pool, PLAN)[0], 0) == {"f": (18, 9), "m": (21, 12)}


def test_a_class_hides_what_its_one_small_recruitment_hides() -> None:
    pool = [
        *people(20, 10, recruitment=1, sex="f"),
        *people(20, 8, recruitment=1, sex="m"),
        *people(6, 3, recruitment=2, sex="f"),
        *people(30, 15, recruitment=2, sex="m"),
    ]
    assert shown(figures(pool, PLAN)[0], 0) == {"f": "hidden", "m": "hidden"}


def test_a_requirement_that_few_people_tell_apart_is_left_out() -> None:
    pool = [
        *people(20, 10, sex="f", also="clerical"),
        *people(20, 10, sex="m", also="clerical"),
        *(person._replace(reached=frozenset({"clerical"})) for person in people(2, 0, sex="f")),
        *people(8, 0, sex="f"),
    ]
    assert figures(pool, PLAN)[1] == {"outcome": "clerical", "words": "Clerical work", "too_close": True}


def test_a_requirement_that_all_the_same_people_met_is_shown() -> None:
    pool = [*people(20, 10, sex="f", also="clerical"), *people(20, 10, sex="m", also="clerical")]
    assert shown(figures(pool, PLAN)[1], 0) == {"f": (20, 10), "m": (20, 10)}


def test_crossed_groups_do_not_follow_from_the_tables_beside_them() -> None:
    pool = [
        *people(30, 15, sex="f", race="a"),
        *people(40, 20, sex="m", race="a"),
        *people(50, 25, sex="f", race="w"),
        *people(8, 4, sex="m", race="w"),
    ]
    whole = figures(pool, PLAN)[0]
    assert shown(whole, 0) == {"f": (80, 40), "m": (48, 24)}
    # men who are white are few; with the sums above, any one of the others would tell their number
    assert shown(whole, 2) == {"a-f": "hidden", "a-m": "hidden", "w-f": "hidden", "w-m": "hidden"}
