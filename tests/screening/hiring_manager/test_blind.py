"""A blind list: whoever hires sees what qualifies, and neither name nor contact before the interview is set."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from postings.models import PostingRevision
from screening.domain import disposition, interview_booking, withdrawal
from screening.domain.certified import names_on
from screening.domain.disposition import NewDisposition
from screening.domain.interview_list import content_sha256
from screening.enums import DispositionKind as Kind
from screening.enums import StandingKind
from screening.errors import Refused
from screening.models import InterviewList, Notice, Referral
from screening.views.api.shapes import NameRow
from tests.factories import signed_in
from tests.factories_eligible_list import AT, make_class_posting, make_list, make_names
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record
from tests.factories_interviews import LATER, choose, make_panelist, make_slots, offer_to
from tests.screening.hiring_manager.pages import text

pytestmark = pytest.mark.django_db
NAMES = ("Ada Cole", "Ben Diaz", "Cy Zhukov")


@pytest.fixture
def issued(time_machine, client) -> InterviewList:
    """A blind list of three names, on the morning on which it was issued."""
    return make_blind(time_machine, client)


def make_blind(time_machine, client, *, blind: bool = True) -> InterviewList:
    time_machine.move_to(AT, tick=False)
    manager, posting = make_manager(), make_class_posting()
    posting.current_revision = PostingRevision.objects.create(
        posting=posting,
        number=2,
        revised_on=date(2025, 5, 2),
        sections={},
        requirements={"settings": {}, "duties": [], "claims": [], "tree": {}},
        list_policy={"blind_until_interview": blind},
        source_sha256="1" * 64,
    )
    eligible_list = make_list(posting)
    make_names(eligible_list, *NAMES)
    client.force_login(manager)
    return issue_list(manager, make_vacancy(manager, posting.job_class), eligible_list, names=9)


def known_in(found: str) -> list[str]:
    """Which names, or addresses made of them, a text gives away."""
    return [name for name in NAMES if any(part.lower() in found.lower() for part in (name, name.split()[1]))]


def whatever_the_manager_can_open(client, issued: InterviewList) -> dict[str, str]:
    pages = {
        name: reverse(f"hiring:{name}", args=[issued.pk])
        for name in ("interview_list", "interview_list_print", "interview_list_csv", "interviews")
    }
    pages["vacancy"] = reverse("hiring:vacancy", args=[issued.vacancy_id])
    pages["front"] = reverse("hiring:front")
    for one in issued.referrals.all():
        pages[f"referral {one.order}"] = reverse("hiring:referral", args=[one.pk])
    found = {}
    for name, address in pages.items():
        response = client.get(address)
        assert response.status_code == 200, name
        found[name] = response.content.decode("utf-8-sig")
    book = load_workbook(
        io.BytesIO(client.get(reverse("hiring:interview_list_xlsx", args=[issued.pk])).content)
    )
    found["workbook"] = " ".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    found["api"] = " ".join(NameRow.of(one).model_dump_json() for one in names_on(issued, day=AT.date()))
    return found


def test_nothing_that_a_manager_can_open_gives_a_name_away(issued, client):
    given = {name: known_in(found) for name, found in whatever_the_manager_can_open(client, issued).items()}
    assert given == {name: [] for name in given}


def test_without_the_policy_the_same_pages_give_the_names(time_machine, client):
    issued = make_blind(time_machine, client, blind=False)
    found = whatever_the_manager_can_open(client, issued)
    assert known_in(found["interview_list"]) == list(NAMES)
    assert known_in(found["referral 1"]) == ["Ada Cole"]
    assert known_in(found["workbook"]) == known_in(found["api"]) == list(NAMES)


def test_a_name_is_shown_by_its_place_with_what_qualifies_and_the_way_to_an_interview(issued, client):
    page = text(client.get(reverse("hiring:interview_list", args=[issued.pk])))
    assert "Candidate 1" in page and "Candidate 3" in page
    assert (
        page.count("This list is blind: the name and the contact details are shown once an interview is set.")
        == 3
    )
    assert reverse("hiring:interviews", args=[issued.pk]) in page


def test_choosing_a_time_shows_the_name_and_a_canceled_one_stays_known(issued, client):
    slot = make_slots(issued, [make_panelist()])[0]
    offer = offer_to(issued, "Ada Cole")[0]
    assert known_in(whatever_the_manager_can_open(client, issued)["interviews"]) == []
    choose(offer, slot)
    found = whatever_the_manager_can_open(client, issued)
    assert known_in(found["interview_list"]) == known_in(found["workbook"]) == ["Ada Cole"]
    assert "Candidate 2" in found["interview_list"]
    interview_booking.say_no(actor=offer.referral.entry.person, offer_id=offer.pk, at=LATER)
    assert known_in(whatever_the_manager_can_open(client, issued)["interview_list"]) == ["Ada Cole"]


def test_an_interview_that_was_set_by_hand_shows_the_name_and_contact_alone_does_not(issued, client):
    record(issued.issued_by, issued, "Ben Diaz", Kind.CONTACTED)
    assert known_in(whatever_the_manager_can_open(client, issued)["interview_list"]) == []
    record(issued.issued_by, issued, "Ben Diaz", Kind.INTERVIEW_SET)
    assert known_in(whatever_the_manager_can_open(client, issued)["interview_list"]) == ["Ben Diaz"]


def test_whoever_declines_or_withdraws_before_stays_unknown_to_the_manager(issued):
    make_slots(issued, [make_panelist()])
    offer = offer_to(issued, "Ada Cole")[0]
    interview_booking.say_no(actor=offer.referral.entry.person, offer_id=offer.pk, at=LATER)
    ben = Referral.objects.get(interview_list=issued, entry__application__name="Ben Diaz").entry
    withdrawal.withdraw(
        actor=ben.person, application_id=ben.application_id, kind=StandingKind.LEAVE_LIST, at=LATER
    )
    told = Notice.objects.filter(recipient=issued.issued_by)
    assert {one.kind for one in told} >= {"candidate_answered", "candidate_withdrew"}
    assert [known_in(one.subject + one.body) for one in told] == [[] for _one in told]
    assert any("Candidate 1" in one.subject for one in told)


def test_the_candidate_is_told_the_number_to_say(issued):
    make_slots(issued, [make_panelist()])
    offer_to(issued, "Cy Zhukov")
    body = Notice.objects.get(kind="interview_offered").body
    assert "say: candidate 3 on interview list 1, requisition" in body


def test_a_mistake_is_said_without_the_name(issued):
    with pytest.raises(Refused, match="^Candidate 2: the date is in the future"):
        disposition.record(
            actor=issued.issued_by,
            interview_list_id=issued.pk,
            new=[NewDisposition(issued.referrals.get(order=2).pk, Kind.CONTACTED, date(2025, 6, 1))],
            at=AT,
        )


def test_the_fingerprint_of_the_list_covers_that_it_is_blind(issued):
    entries = list(issued.referrals.values_list("entry_id", flat=True))
    assert content_sha256(issued, entries) == issued.content_sha256
    issued.blind = False
    assert content_sha256(issued, entries) != issued.content_sha256


def test_a_blind_list_costs_no_query_more_for_each_name(issued, client):
    page = reverse("hiring:interview_list", args=[issued.pk])
    with_three = _queries(client, page)
    record(issued.issued_by, issued, "Ben Diaz", Kind.INTERVIEW_SET)
    assert _queries(client, page) == with_three
    assert _queries(signed_in(issued.issued_by), reverse("hiring:interviews", args=[issued.pk])) < 25


def _queries(client, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return len(queries)
