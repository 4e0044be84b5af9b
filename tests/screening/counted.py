"""A pool that selection rates can be taken of: decided, and its time to answer the survey over."""

from datetime import timedelta
from typing import Any

from screening.city_time import city_day
from screening.domain import decision, survey
from screening.models import User
from tests.factories import FILED_AT, make_evaluated_application, make_job, make_user

COUNTED_AT = FILED_AT + timedelta(days=40)
LONG, SHORT = [make_job()], [make_job(end="2023-04-30")]


def make_counted(posting: Any, analyst: User, groups: dict[tuple[str, str], tuple[int, int]]) -> None:
    """``groups``: (sex, race) → how many, and how many of them qualify. ('', '') did not answer."""
    for (sex, race), (number, qualified) in groups.items():
        for one in range(number):
            person = make_user(f"{posting.slug}-{sex}-{race}-{one}@example.org")
            sent = make_evaluated_application(posting, person, jobs=LONG if one < qualified else SHORT)
            survey.answer(
                actor=person, application_id=sent.pk, answers={"sex": sex, "race": race}, at=FILED_AT
            )
            decision.confirm(actor=analyst, application_id=sent.pk, at=FILED_AT)
    assert city_day(COUNTED_AT) > city_day(FILED_AT) + timedelta(days=31)
