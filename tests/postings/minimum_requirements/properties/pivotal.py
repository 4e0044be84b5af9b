"""Which reasons can change the level of an experience: told by closing every open point in every way."""

from typing import Any

from tests.postings.minimum_requirements.properties.oracle import Experience
from tests.postings.minimum_requirements.properties.oracle_days import reached

Answers = dict[tuple[Any, ...], Any]


def ways(experience: Experience) -> int:
    """In how many ways the open points can be closed."""
    found = 1
    for point in experience.points:
        found *= len(point.answers)
    return found


def pivotal(experience: Experience) -> frozenset[str]:
    """The reasons of which some answer gives another level, whatever way the other points are closed."""
    answers: list[Answers] = [{}]
    for point in experience.points:
        answers = [{**each, point.key: answer} for each in answers for answer in point.answers]
    level = {_key(each): reached(experience.total(each), experience.months) for each in answers}
    return frozenset(
        point.reason
        for each in answers
        for point in experience.points
        for other in point.answers
        if level[_key({**each, point.key: other})] != level[_key(each)]
    )


def _key(answers: Answers) -> tuple[Any, ...]:
    return tuple(sorted((str(key), str(answer)) for key, answer in answers.items()))
