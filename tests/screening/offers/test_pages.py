"""The pages of an offer: what each side is asked, shown, refused, and never shown."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from screening.city_time import city_day, now
from screening.models import Appointment, Notice, Offer
from screening.offer_enums import CheckResult, OfferState
from screening.offer_letter_pdf import offer_letter_pdf
from tests.factories import signed_in
from tests.factories_eligible_list import make_analyst
from tests.factories_interviews import make_issued
from tests.factories_offers import accept, complete, make_offer, result, select

pytestmark = pytest.mark.django_db
DAY = {"starts_on_month": "12", "starts_on_day": "6", "starts_on_year": "2032"}


def standing_offer() -> Offer:
    """Made today, so that the pages may be used."""
    return make_offer(select(make_issued()), at=now())


def address(made: Offer, end: str = "") -> str:
    return f"/applications/{made.selection.referral.entry.application_id}/offers/{made.pk}/{end}"


def test_the_manager_signs_and_the_person_signs() -> None:
    issued = select(make_issued())
    manager, referral = issued.issued_by, issued.referrals.get(entry__application__name="Ada Cole")
    page = signed_in(manager).get(f"/hiring/referrals/{referral.pk}/")
    assert f"/hiring/referrals/{referral.pk}/offer/" in page.content.decode()
    new = f"/hiring/referrals/{referral.pk}/offer/"
    empty = signed_in(manager).post(new, {})
    assert (empty.status_code, "Enter the pay." in empty.content.decode()) == (400, True)
    form = {"pay": "$21.50 an hour", "signed_name": "Maria Lopez", **DAY}
    form |= {"answer_by_month": "12", "answer_by_day": "1", "answer_by_year": "2032"}
    assert signed_in(manager).post(new, form).status_code == 302
    made = Offer.objects.get()
    person = signed_in(made.person)
    unsigned = person.post(address(made), {"name": "Ada Cole"})
    assert (unsigned.status_code, "Tick this to accept the offer." in unsigned.content.decode()) == (
        400,
        True,
    )
    assert person.post(address(made), {"name": "Ada Cole", "agrees": "on"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.answered_name) == (OfferState.ACCEPTED, "Ada Cole")


def test_the_manager_sees_whether_a_check_is_complete_and_never_what_it_came_to() -> None:
    made = accept(standing_offer(), at=now())
    result(made.checks.get(kind="medical_review"), make_analyst(), CheckResult.NOT_COMPLETE, at=now())
    page = signed_in(made.made_by).get(f"/hiring/offers/{made.pk}/").content.decode()
    assert (page.count("Not complete yet"), str(CheckResult.NOT_COMPLETE.label) in page) == (3, False)


def test_checks_then_appointment_through_the_pages() -> None:
    made, analyst = accept(standing_offer(), at=now()), make_analyst()
    office = signed_in(analyst)
    for check in made.checks.all():
        answer = office.post(
            f"/admin/screening/offer/{made.pk}/checks/{check.pk}/result/",
            {"result": "complete", "happened_on": city_day(now()).isoformat()},
        )
        assert answer.status_code == 302
    hiring = signed_in(made.made_by)
    assert "Appoint Ada Cole" in hiring.get(f"/hiring/offers/{made.pk}/").content.decode()
    assert hiring.post(f"/hiring/offers/{made.pk}/appoint/", DAY).status_code == 302
    assert Appointment.objects.get().stays_on_other_lists is False
    said = signed_in(made.person).get(address(made)).content.decode()
    assert "You are appointed. Your first day of work is December 6, 2032." in said


def test_a_step_that_is_not_next_is_refused_on_the_page() -> None:
    made, analyst = accept(standing_offer(), at=now()), make_analyst()
    check = made.checks.get(kind="fingerprints")
    url = f"/admin/screening/offer/{made.pk}/checks/{check.pk}/step/"
    wrong = signed_in(analyst).post(url, {"kind": "final"})
    assert (wrong.status_code, "This step is not next" in wrong.content.decode()) == (409, True)
    assert signed_in(analyst).post(url, {"kind": "bearing"}).status_code == 302
    assert signed_in(analyst).post(url, {"kind": "preliminary", "by": "by_hand"}).status_code == 302
    person = signed_in(made.person)
    page = person.get(address(made)).content.decode()
    assert ("We wait for your answer" in page, "getting evidence" in page) == (True, True)
    assert person.post(address(made, f"checks/{check.pk}/dispute/")).status_code == 302
    assert Notice.objects.filter(kind="record_disputed", recipient=made.person).count() == 1


def test_declined_and_taken_back_through_the_pages() -> None:
    issued = select(make_issued())
    made = make_offer(issued, at=now())
    hiring = signed_in(made.made_by)
    empty = hiring.post(f"/hiring/offers/{made.pk}/take-back/", {})
    assert (empty.status_code, "Choose why." in empty.content.decode()) == (400, True)
    assert hiring.post(f"/hiring/offers/{made.pk}/take-back/", {"reason": "unfilled"}).status_code == 302
    again = make_offer(issued, at=now())
    assert signed_in(again.person).post(address(again, "decline/")).status_code == 302
    assert list(Offer.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "declined"]


def test_the_letter_says_the_checks_and_both_signatures() -> None:
    made = accept(standing_offer(), at=now())
    words = " ".join(PdfReader(io.BytesIO(offer_letter_pdf(made, at=now()))).pages[0].extract_text().split())
    for said in (
        "Conditional offer of employment",
        "Medical review",
        "Maria Lopez",
        "Ada Cole",
        "$21.50 an hour",
    ):
        assert said in words


def test_lists_of_offers_cost_the_same_for_one_and_for_many() -> None:
    issued = select(make_issued())
    analyst = signed_in(make_analyst())
    counts = []
    for _ in range(2):
        made = make_offer(issued, at=now())
        with CaptureQueriesContext(connection) as seen:
            analyst.get("/admin/screening/offer/")
        counts.append(len(seen))
        Offer.objects.filter(pk=made.pk).update(state="withdrawn", withdrawal="mistake", ended_at=now())
    assert counts[0] == counts[1]


def test_one_offer_costs_the_same_however_many_checks_are_recorded() -> None:
    made, analyst = accept(standing_offer(), at=now()), make_analyst()
    pages = [
        (signed_in(analyst), f"/admin/screening/offer/{made.pk}/change/"),
        (signed_in(made.made_by), f"/hiring/offers/{made.pk}/"),
        (signed_in(made.person), address(made)),
    ]

    def counted() -> list[int]:
        found = []
        for client, path in pages:
            client.get(path)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(path).status_code == 200
            found.append(len(seen))
        return found

    before = counted()
    complete(made, analyst, at=now())
    assert counted() == before
