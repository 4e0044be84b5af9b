"""A posting in figures: the way, the days, the points; the picture says what the table says, at the same cost for more."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from screening.city_time import city_day
from screening.domain.posting_figures import Band, Step, days_in_states, funnel, points_spread
from screening.enums import ApplicationState as State
from screening.enums import DispositionKind as Kind
from screening.enums import Role
from screening.models import Application, User
from tests.factories import FILED_AT, make_staff
from tests.factories_eligible_list import make_class_posting, make_list, make_names
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record
from tests.screening.admin.scene import AT, LIST, SHORT, confirm, make_in_pool, make_scene

pytestmark = pytest.mark.django_db


def figures(posting: Any) -> str:
    return f"{LIST}figures/{posting.pk}/"


def make_way(client: Any) -> tuple[Any, User]:
    posting, analyst = make_scene()
    for name, jobs in (("Ada", None), ("Ben", None), ("Cleo", SHORT)):
        application = make_in_pool(posting, name, jobs=jobs)
        if name != "Ben":
            confirm(analyst, application)
    client.force_login(analyst)
    return posting, analyst


def test_each_application_counts_once_at_every_step_that_it_reached():
    posting = make_class_posting()
    manager = make_manager()
    established = make_list(posting)
    make_names(established, "Ada Lee", "Ben Ruiz", "Cleo Park", "Dan Ito")
    listed = issue_list(manager, make_vacancy(manager, posting.job_class), established, 3)
    record(manager, listed, "Ada Lee", Kind.CONTACTED, Kind.INTERVIEW_SET, Kind.INTERVIEWED, Kind.SELECTED)
    record(manager, listed, "Ben Ruiz", Kind.CONTACTED, Kind.INTERVIEW_SET, Kind.INTERVIEWED)
    assert funnel(Application.objects.filter(posting=posting)) == [
        Step("Applied", 4),
        Step("Evaluated", 4),
        Step("Found qualified", 4),
        Step("On an eligible list", 4),
        Step("On an interview list", 3),
        Step("Interviewed", 2),
        Step("Selected", 1),
    ]


def test_days_are_counted_from_one_move_to_the_next_and_up_to_now(client):
    posting, analyst = make_way(client)
    stays = {
        one.state: one
        for one in days_in_states(
            posting, Application.objects.filter(posting=posting), at=FILED_AT + timedelta(days=3)
        )
    }
    reviewed = stays[State.IN_REVIEW]
    assert (reviewed.left, reviewed.median, reviewed.ninetieth) == (2, 1.0, 1.0)
    assert (reviewed.there, reviewed.median_so_far) == (1, 3.0)
    assert (stays[State.QUALIFIED].left, stays[State.QUALIFIED].median_so_far) == (0, 2.0)
    assert State.LISTED not in stays


def test_what_one_may_not_see_is_in_no_figure(client):
    posting, analyst = make_way(client)
    own = Application.objects.get(name__startswith="Ben")
    stays = {
        one.state: one
        for one in days_in_states(
            posting, Application.objects.filter(posting=posting).exclude(pk=own.pk), at=AT
        )
    }
    assert stays[State.IN_REVIEW].there == 0


def test_points_stand_in_at_most_twelve_bands_of_one_width(client):
    posting, _ = make_way(client)
    rows = Application.objects.filter(posting=posting)
    for row, points in zip(rows, (0, 12, 23), strict=True):
        Application.objects.filter(pk=row.pk).update(points=points)
    assert points_spread(rows) == [
        Band(least, least + 1, 1 if least in (0, 12, 22) else 0) for least in range(0, 24, 2)
    ]
    assert points_spread(Application.objects.none()) == []


def test_the_picture_says_each_number_of_the_table(client):
    posting, _ = make_way(client)
    for part in client.get(figures(posting)).context["parts"]:
        said = re.findall(r"<text[^>]*>([^<]*)</text>", part["svg"])
        drawn = [line for line in part["lines"] if part["slug"] != "days" or line[2] != "–"]
        numbers = {"way": slice(1, 3), "days": slice(2, 4), "points": slice(1, 2)}[part["slug"]]
        assert [re.findall(r"(?<![\w])[\d.,]*\d%?", words.partition(":")[2]) for words in said] == [
            line[numbers] for line in drawn
        ]
        assert [words.partition(":")[0].removesuffix(" points") for words in said] == [
            line[0] for line in drawn
        ]


def test_the_page_costs_the_same_for_one_application_as_for_three(client):
    posting, analyst = make_scene()
    client.force_login(analyst)
    costs = []
    for name in ("Ada", "Ben", "Cleo"):
        make_in_pool(posting, name)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(figures(posting)).status_code == 200
        costs.append(len(captured))
    assert costs == [costs[0]] * 3
    assert costs[0] == 8


def test_the_front_page_leads_to_the_figures_and_names_what_waits_for_publication(client):
    posting, _ = make_way(client)
    draft = posting.revisions.create(
        number=99, revised_on=city_day(now()), sections={}, requirements={}, source_sha256="0" * 64
    )
    front = client.get("/admin/").context
    assert [line["figures"] for line in front["postings"]] == [figures(posting)]
    assert [line["revision"] for line in front["unpublished"]] == [draft]
    client.force_login(make_staff(Role.ANALYST, "elsewhere@example.org", posting=make_scene("Planner")[0]))
    assert client.get("/admin/").context["unpublished"] == []
    assert client.get(figures(posting)).status_code == 404
