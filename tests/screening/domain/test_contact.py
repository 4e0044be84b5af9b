"""Contact details live once a person; what was sent keeps its own."""

import pytest

from screening.domain import application as applications
from screening.domain.contact import contact_of, save_contact
from screening.domain.draft import contents
from screening.enums import Section
from screening.errors import NotAllowed, OlderVersion
from screening.models import ContactDetails, Submission
from tests.factories import CONTACT, FILED_AT, make_application, make_posting, make_user

pytestmark = pytest.mark.django_db


def test_two_applications_of_a_person_share_their_contact_details() -> None:
    person = make_user()
    first = make_application(make_posting(), person)
    second = make_application(make_posting("agent", title="Agent"), person)
    applications.save_section(
        actor=person,
        application_id=first.pk,
        section=Section.CONTACT,
        content={**CONTACT, "phone": "619-555-0199"},
        version=1,
        at=FILED_AT,
    )
    assert contents(second)[Section.CONTACT]["phone"] == "619-555-0199"
    assert ContactDetails.objects.count() == 1


def test_what_was_sent_keeps_the_details_it_was_sent_with() -> None:
    sent = make_application(make_posting())
    applications.submit(
        actor=sent.applicant, application_id=sent.pk, certified_name="Rosa Park", arrived_at=FILED_AT
    )
    save_contact(
        actor=sent.applicant,
        person=sent.applicant,
        content={**CONTACT, "phone": "1"},
        version=1,
        at=FILED_AT,
    )
    sent.refresh_from_db()
    assert Submission.objects.get().contact["phone"] == CONTACT["phone"]
    assert contents(sent)[Section.CONTACT]["phone"] == CONTACT["phone"]


def test_an_older_page_overwrites_nothing() -> None:
    person = make_user()
    save_contact(actor=person, person=person, content=CONTACT, version=0, at=FILED_AT)
    with pytest.raises(OlderVersion) as refusal:
        save_contact(actor=person, person=person, content={"phone": "1"}, version=0, at=FILED_AT)
    assert refusal.value.saved.content == CONTACT
    assert save_contact(actor=person, person=person, content=CONTACT, version=0, at=FILED_AT).version == 1


def test_mail_goes_to_the_confirmed_address_whatever_is_given() -> None:
    person = make_user()
    saved = save_contact(
        actor=person, person=person, content={**CONTACT, "email": "other@example.org"}, version=0, at=FILED_AT
    )
    assert saved.email == person.email


def test_nobody_else_changes_a_persons_details() -> None:
    person, other = make_user(), make_user("other@example.org")
    with pytest.raises(NotAllowed):
        save_contact(actor=other, person=person, content=CONTACT, version=0, at=FILED_AT)
    assert contact_of(person.pk) is None
