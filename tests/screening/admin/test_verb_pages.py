"""The pages before a verb: what they show, what they do, and that a conflict is told in the verb's words."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from screening.domain import decision as decisions
from screening.domain.queries import current_decision, latest_evaluation, latest_submission
from screening.enums import ApplicationState, DecisionReason, Role
from screening.models import Decision, Document, EvaluationFailure
from tests.factories import make_staff, make_submitted_application, make_user, put_under_name
from tests.screening.admin.scene import (
    AT,
    LIST,
    OCA,
    SHORT,
    UNSURE,
    confirm,
    make_in_pool,
    make_scene,
    page_of,
)

pytestmark = pytest.mark.django_db


def seen(application):
    return {"evaluation": latest_evaluation(application).pk}


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def refused(answer):
    return answer.status_code, [str(error) for error in answer.context["form"].non_field_errors()]


def state_of(application):
    application.refresh_from_db()
    return application.state


def scene(client, jobs=None, name="Ada"):
    posting, analyst = make_scene()
    client.force_login(analyst)
    return posting, analyst, make_in_pool(posting, name, jobs=jobs)


def test_confirming_not_met_shows_what_the_applicant_will_read_before_anything_is_said(client):
    _, _, application = scene(client, SHORT)
    page = client.get(page_of(application, "confirm")).content.decode()
    assert "will get a Notice of Application Review with your name" in page
    assert "One year of full-time clerical experience: not met. 4.0 of 12 months counted" in page
    assert state_of(application) == ApplicationState.IN_REVIEW
    answer = client.post(page_of(application, "confirm"), seen(application), follow=True)
    assert said(answer) == ["Confirmed: Ada Lee does not meet a requirement."]
    assert state_of(application) == ApplicationState.NOT_QUALIFIED


def test_confirming_then_the_next_opens_the_next_of_the_queue(client):
    posting, analyst, ada = scene(client)
    ben = make_in_pool(posting, "Ben", sent=1)
    queue = "?_changelist_filters=queue%3Dmet"
    answer = client.post(page_of(ada, "confirm") + queue, {**seen(ada), "then_next": "1"})
    assert answer.url == page_of(ben) + queue


def test_a_newer_evaluation_than_the_one_on_the_screen_is_a_conflict_in_words(client):
    _, _, application = scene(client)
    answer = client.post(
        page_of(application, "confirm"), {"evaluation": latest_evaluation(application).pk - 1}
    )
    assert refused(answer)[0] == 409
    assert refused(answer)[1][0].startswith("The facts were evaluated again since this page was opened")
    assert state_of(application) == ApplicationState.IN_REVIEW


def test_two_people_confirming_the_second_reads_who_was_first(client):
    _, _, application = scene(client)
    first = make_staff(Role.SUPERVISING_ANALYST)
    form = seen(application)
    confirm(first, application)
    status, words = refused(client.post(page_of(application, "confirm"), form))
    assert status == 409
    assert words == [
        f"{first} decided already on 2025-05-02: Qualified. Reverse that decision if it is wrong."
    ]


def test_deciding_otherwise_through_the_page(client):
    _, analyst, application = scene(client, UNSURE)
    form = {**seen(application), "finding": "not_qualified", "note": "Sales."}
    answer = client.post(page_of(application, "decide"), form)
    assert answer.status_code == 400
    assert answer.context["form"].errors == {
        "requirement": ["Choose the requirement that is not met."],
        "reason": ["Choose the reason."],
    }
    assert "Sales." in answer.content.decode()
    form |= {"requirement": "customer_service", "reason": "duties_do_not_qualify"}
    answer = client.post(page_of(application, "decide"), form, follow=True)
    assert said(answer) == ["Decided: Ada Lee, does not meet a requirement."]
    made = Decision.objects.get()
    assert (made.decided_by, made.requirement, made.reason, made.note) == (
        analyst,
        "customer_service",
        "duties_do_not_qualify",
        "Sales.",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"finding": "hired"},
        {"reason": "as_evaluated"},
        {"requirement": "height"},
        {"note": "x" * 4001},
        {"note": "nul\0"},
        {"evaluation": "x"},
    ],
)
def test_foreign_values_are_mistakes_of_the_form_not_errors(client, wrong):
    _, _, application = scene(client, UNSURE)
    form = {
        **seen(application),
        "finding": "not_qualified",
        "requirement": "clerical",
        "reason": "duties_do_not_qualify",
        "note": "Sales.",
    } | wrong
    assert client.post(page_of(application, "decide"), form).status_code == 400
    assert Decision.objects.count() == 0


def test_reversing_through_the_page(client):
    _, analyst, application = scene(client, SHORT)
    first = confirm(analyst, application)
    form = {"decision": first.pk, "reason": "dates_corrected", "note": "A paper shows the dates."}
    answer = client.post(page_of(application, "reverse"), form, follow=True)
    assert said(answer) == ["Reversed: Ada Lee, qualified."]
    assert current_decision(application).replaces == first
    page = answer.content.decode()
    assert "Replaced by a later decision." in page
    assert "cancelled before it left" in page
    status, words = refused(client.post(page_of(application, "reverse"), {**form, "requirement": "clerical"}))
    assert (status, words[0].split(".")[0]) == (409, "A later decision replaced this one")


def test_asking_for_a_document_through_the_page(client):
    _, _, application = scene(client, OCA)
    page = client.get(f"{page_of(application, 'ask')}?job=job1")
    initial = page.context["form"].initial
    assert initial["due_on"] == timezone.localdate() + timedelta(days=10)
    form = {"kind": "oca_documentation", "job_key": "", "due_on": "2099-01-31", "note": "Hours."}
    status, words = refused(client.post(page_of(application, "ask"), form))
    assert (status, words[0].split(".")[0]) == (409, "'Out-of-class assignment documentation' proves one job")
    answer = client.post(page_of(application, "ask"), {**form, "job_key": "job1"}, follow=True)
    assert said(answer) == [
        "Asked Ada Lee for 'Out-of-class assignment documentation' until January 31, 2099."
    ]
    assert application.document_requests.get().due_on == date(2099, 1, 31)
    assert state_of(application) == ApplicationState.INCOMPLETE


def make_paper(application, name="letter.pdf"):
    return Document.objects.create(
        application=application,
        kind="oca_documentation",
        job_key="job1",
        file=ContentFile(b"%PDF-1.4", name=name),
        original_name=name,
        content_type="application/pdf",
        size=8,
        sha256="b" * 64,
        received_at=AT,
    )


def test_reviewing_a_document_through_the_page(client):
    _, _, application = scene(client, OCA)
    paper = make_paper(application)
    page = client.get(page_of(application)).content.decode()
    assert f'href="/documents/{paper.pk}/"' in page
    address = page_of(application, f"documents/{paper.pk}")
    form = {"verdict": "accepted", "start": "2023-01-01", "end": "2022-01-01", "total_hours": "1040.50"}
    answer = client.post(address, form)
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["end"])
    answer = client.post(address, {**form, "end": "2024-06-30"}, follow=True)
    assert said(answer) == ["Accepted: letter.pdf. The facts are evaluated again with it."]
    assert paper.reviews.get().states == {"start": "2023-01-01", "end": "2024-06-30", "total_hours": 1040.5}
    assert latest_submission(application).number == 2


def test_another_applications_document_is_not_reviewed_here(client):
    posting, _, application = scene(client, OCA)
    other = make_paper(make_in_pool(posting, "Ben", jobs=OCA))
    assert client.get(page_of(application, f"documents/{other.pk}")).status_code == 404


def test_a_set_aside_row_is_tried_again(client):
    posting, analyst = make_scene()
    application = make_submitted_application(posting, make_user())
    failure = EvaluationFailure.objects.create(
        submission=application.submissions.get(),
        tries=3,
        last_error="FactsError",
        last_try_at=AT,
        set_aside_at=AT,
    )
    client.force_login(analyst)
    assert "Set aside after 3 failures" in client.get(page_of(application)).content.decode()
    answer = client.post(page_of(application, "again"), follow=True)
    assert said(answer) == ["The evaluation of Rosa Park will be tried again within a minute."]
    failure.refresh_from_db()
    assert (failure.tries, failure.set_aside_at) == (0, None)
    assert refused(client.post(page_of(application, "again")))[0] == 409


def test_script_in_what_people_wrote_is_shown_as_text(client):
    evil = "<script>alert(1)</script>{{ 7|add:7 }}=cmd()"
    posting, analyst = make_scene()
    jobs = [{**UNSURE[0], "employer": evil, "title": evil, "description": evil}]
    application = make_in_pool(posting, "Ada", jobs=jobs)
    put_under_name(application, evil)
    client.force_login(analyst)
    for path in (LIST, page_of(application), page_of(application, "decide"), page_of(application, "ask")):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page


# Many at once


def test_a_decision_reason_of_the_machine_is_not_offered_to_people():
    from screening.forms.review import WHY

    assert DecisionReason.AS_EVALUATED not in [value for value, _ in WHY]
    assert decisions.CHUNK >= 100
