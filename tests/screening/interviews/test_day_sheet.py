"""The day sheet: for a panel member their own interviews of a day, for the manager all; printed and as a tagged PDF."""

from datetime import time
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from screening.domain import interview_score
from screening.models import History, InterviewList, User
from tests.factories_eligible_list import AT
from tests.factories_interviews import DAY, choose, make_issued, make_panelist, make_slots, offer_to
from tests.screening.hiring_manager.pages import text
from tests.screening.interviews.test_pages import arranged, as_

pytestmark = pytest.mark.django_db
Scene = tuple[InterviewList, User, User]


@pytest.fixture
def scene() -> Any:
    """Ada comes to Pat in the morning and needs large print, Ben to Lee at the same time next door."""
    issued, pat, lee = make_issued("Ada Cole", "Ben Diaz", "Cy Eng"), make_panelist(), make_panelist("Lee Wu")
    mine = make_slots(issued, [pat], how_many=1)[0]
    theirs = make_slots(issued, [lee], how_many=1, place="Room 5")[0]
    make_slots(issued, [pat], how_many=1, begins=time(13))
    for offer, slot in zip(offer_to(issued, "Ada Cole", "Ben Diaz"), (mine, theirs), strict=True):
        choose(offer, slot)
    interview_score.write_question(
        actor=issued.issued_by,
        vacancy_id=issued.vacancy_id,
        text="Why *here*?",
        low="a",
        middle="b",
        high="c",
        at=AT,
    )
    ada = issued.referrals.get(entry__application__name="Ada Cole").entry.person
    arranged(ada, "SECRET", "Large print", issued.eligible_list.posting_id)
    with time_machine.travel(AT, tick=False):
        yield issued, pat, lee


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_each_sheet_has_the_interviews_of_its_reader_and_no_more(client: Client, scene: Scene) -> None:
    issued, pat, lee = scene
    day = DAY.isoformat()
    seen = {}
    for who, somebody, name in (
        ("pat", pat, "panel:day_sheet"),
        ("lee", lee, "panel:day_sheet"),
        ("manager", issued.issued_by, "hiring:interview_day"),
    ):
        as_(client, somebody)
        paper = text(client.get(reverse(name, args=[issued.pk, day])))
        pdf = words_of(client.get(reverse(f"{name}_pdf", args=[issued.pk, day])).content)
        for form, words in (("paper", paper), ("pdf", pdf)):
            seen[who, form] = [
                one
                for one in ("Ada Cole", "Ben Diaz", "Cy Eng", "Large print", "nobody yet", "SECRET")
                if one in words
            ]
            assert "Why *here*?" in words
    assert seen == {
        **{key: ["Ada Cole", "Large print", "nobody yet"] for key in [("pat", "paper"), ("pat", "pdf")]},
        **{key: ["Ben Diaz"] for key in [("lee", "paper"), ("lee", "pdf")]},
        **{
            key: ["Ada Cole", "Ben Diaz", "Large print", "nobody yet"]
            for key in [("manager", "paper"), ("manager", "pdf")]
        },
    }
    assert History.objects.filter(verb="take_out_day_sheet").count() == 6


def test_the_pdf_is_tagged_and_titled(client: Client, scene: Scene) -> None:
    issued, pat, _lee = scene
    as_(client, pat)
    answer = client.get(reverse("panel:day_sheet_pdf", args=[issued.pk, DAY.isoformat()]))
    found = PdfReader(BytesIO(answer.content))
    root: Any = found.trailer["/Root"]
    assert (answer.headers["Content-Type"], bool(root["/MarkInfo"]["/Marked"])) == ("application/pdf", True)
    assert found.metadata is not None
    assert found.metadata.title == "Interviews on Tuesday, May 20, 2025"


@pytest.mark.parametrize("day", ["2025-05-21", "2025-02-30", "tomorrow", "20250520x"])
def test_a_day_without_interviews_is_not_found(client: Client, scene: Scene, day: str) -> None:
    issued, pat, _lee = scene
    as_(client, pat)
    assert client.get(reverse("panel:day_sheet", args=[issued.pk, day])).status_code == 404


def test_nobody_off_the_panel_finds_a_sheet(client: Client, scene: Scene) -> None:
    issued, pat, _lee = scene
    page = reverse("panel:day_sheet", args=[issued.pk, DAY.isoformat()])
    for somebody in (make_panelist("Una Else"), issued.issued_by, issued.referrals.all()[0].entry.person):
        assert as_(client, somebody).get(page).status_code == 404
    pat.panel_seats.update(released_at=AT)
    assert as_(client, pat).get(page).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    names = ("Ada Cole", "Ben Diaz", "Cy Eng")[:count]
    issued, panel = make_issued(*names), [make_panelist(), make_panelist("Lee Wu")]
    slots = make_slots(issued, panel, how_many=count)
    for offer, slot in zip(offer_to(issued, *names), slots, strict=True):
        choose(offer, slot)
    with time_machine.travel(AT, tick=False):
        as_(client, panel[0])
        page = reverse("panel:day_sheet", args=[issued.pk, DAY.isoformat()])
        client.get(page)
        with django_assert_num_queries(15):
            client.get(page)
