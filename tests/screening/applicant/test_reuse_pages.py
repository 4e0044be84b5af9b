"""The pages that start from an earlier application: what they show, what they refuse, and what they ask the database."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from screening.city_time import now
from screening.domain import application as applications
from screening.domain.reuse import start_from
from screening.models import Application, User
from tests.factories import make_application, make_posting, make_submitted_application, make_user

pytestmark = pytest.mark.django_db
SIGNED_IN = 3  # the session, its user, and how many notices wait to be read


@pytest.fixture
def earlier(applicant: User) -> Application:
    return make_submitted_application(make_posting("first", title="First Clerk"), applicant, at=now())


def page(name: str, application: Application) -> str:
    return reverse(f"applicant:{name}", args=[application.pk])


def begun(applicant: User, slug: str = "second") -> Application:
    posting = make_posting(slug, title="Second Clerk")
    return applications.start(actor=applicant, posting_id=posting.pk, at=now())


def copied(applicant: User, earlier: Application) -> Application:
    new = begun(applicant)
    start_from(actor=applicant, application_id=new.pk, earlier_id=earlier.pk, at=now())
    return new


def test_beginning_offers_the_earlier_one_and_without_one_goes_straight_on(
    signed_in: Client, earlier: Application, stranger: Client
) -> None:
    begin = reverse("applicant:start", args=[make_posting("second").slug])
    assert "on the next page you can copy your jobs" in signed_in.get(begin).content.decode()
    assert "on the next page you can copy your jobs" not in stranger.get(begin).content.decode()
    for client, name in ((signed_in, "earlier"), (stranger, "application")):
        answer = client.post(begin)
        assert answer["Location"] == page(name, Application.objects.latest("pk"))


def test_the_jobs_are_copied_and_the_answers_wait_until_they_are_ticked(
    signed_in: Client, applicant: User, earlier: Application
) -> None:
    new = begun(applicant)
    shown = signed_in.get(page("earlier", new)).content.decode()
    assert "First Clerk, sent" in shown and "1 job, 1 answer to look at" in shown
    answer = signed_in.post(page("earlier", new), {"earlier": earlier.pk}, follow=True).content.decode()
    assert "Copied: 1 job. Look at each before you send." in answer
    assert "1 answer from your application of" in answer and "Look at them" in answer
    shown = signed_in.get(page("earlier_answers", new)).content.decode()
    assert "for First Clerk" in shown and " checked" not in shown
    form: dict[str, Any] = {"shown": _mark(shown)}
    unticked = signed_in.post(page("earlier_answers", new), form)
    assert (unticked.status_code, new.sections.filter(section="questions").count()) == (302, 0)
    signed_in.post(page("earlier_answers", new), {**form, "phone_system": "on"})
    assert new.sections.get(section="questions").content == {"answers": {"phone_system": "yes"}}
    assert "There is no answer left" in signed_in.get(page("earlier_answers", new)).content.decode()
    assert "Look at them" not in signed_in.get(page("application", new)).content.decode()


def test_none_of_them_starts_with_empty_pages_and_can_be_thought_over(
    signed_in: Client, applicant: User, earlier: Application
) -> None:
    new = begun(applicant)
    assert signed_in.post(page("earlier", new), {"earlier": "none"})["Location"] == page("application", new)
    assert not new.sections.exists()
    assert page("earlier", new) in signed_in.get(page("application", new)).content.decode()


@pytest.mark.parametrize("value", ["", "0", "abc", "\0", "-1", "9" * 40, "theirs", ["none", "theirs"]])
def test_what_is_not_ones_own_application_is_refused(
    signed_in: Client, applicant: User, earlier: Application, value: Any
) -> None:
    theirs = make_submitted_application(make_posting("third"), make_user("other@example.org"), at=now())
    new = begun(applicant)
    sent = [
        str(theirs.pk) if each == "theirs" else each
        for each in ([value] if isinstance(value, str) else value)
    ]
    answer = signed_in.post(page("earlier", new), {"earlier": sent})
    assert answer.status_code == 400
    assert "Choose" in answer.content.decode()
    assert not new.sections.exists()


def test_a_tick_that_was_not_offered_and_a_stale_page_take_nothing(
    signed_in: Client, applicant: User, earlier: Application
) -> None:
    new = copied(applicant, earlier)
    mark = _mark(signed_in.get(page("earlier_answers", new)).content.decode())
    signed_in.post(page("earlier_answers", new), {"shown": mark, "score": "on", "version": "on"})
    assert not new.sections.filter(section="questions").exists()
    for stale in ("", "0" * 16):
        answer = signed_in.post(page("earlier_answers", new), {"shown": stale, "phone_system": "on"})
        assert answer.status_code == 409
        assert "Nothing was taken over" in answer.content.decode()
    assert not new.sections.filter(section="questions").exists()
    assert signed_in.post(page("earlier_answers", new), {"shown": "0" * 17}).status_code == 400


def test_changing_the_language_keeps_what_was_chosen_and_saves_nothing(
    signed_in: Client, applicant: User, earlier: Application
) -> None:
    new = begun(applicant)
    switched = signed_in.post(page("earlier", new), {"earlier": earlier.pk, "switch_language": "es"})
    assert (switched.headers["Content-Language"], switched.content.count(b" checked")) == ("es", 1)
    assert not new.sections.exists()
    start_from(actor=applicant, application_id=new.pk, earlier_id=earlier.pk, at=now())
    mark = _mark(signed_in.get(page("earlier_answers", new)).content.decode())
    ticked = {"shown": mark, "phone_system": "on", "switch_language": "es"}
    switched = signed_in.post(page("earlier_answers", new), ticked)
    assert (switched.headers["Content-Language"], switched.content.count(b" checked")) == ("es", 1)
    assert _mark(switched.content.decode()) == mark
    assert not new.sections.filter(section="questions").exists()


def test_once_something_is_filled_in_there_is_nothing_to_choose(
    signed_in: Client, applicant: User, earlier: Application
) -> None:
    new = make_application(make_posting("second"), applicant, at=now())
    for name in ("earlier", "earlier_answers"):
        assert signed_in.get(page(name, new))["Location"] == page("application", new)
    assert "Start from an earlier" not in signed_in.get(page("application", new)).content.decode()


def test_a_stranger_finds_neither_page(stranger: Client, applicant: User, earlier: Application) -> None:
    new = copied(applicant, earlier)
    for name in ("earlier", "earlier_answers"):
        assert {stranger.get(page(name, new)).status_code, stranger.post(page(name, new)).status_code} == {
            404
        }


@pytest.mark.parametrize("count", [1, 3])
def test_the_choice_asks_the_same_number_of_queries_for_one_and_for_three(
    signed_in: Client, applicant: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_submitted_application(make_posting(f"first{number}"), applicant, at=now())
    new = begun(applicant)
    signed_in.get(page("earlier", new))  # the rules of a revision are read once a process
    with django_assert_num_queries(SIGNED_IN + 9):
        shown = signed_in.get(page("earlier", new)).content.decode()
    assert shown.count("usa-radio__input") == count + 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_answers_ask_the_same_number_of_queries_for_one_and_for_three(
    signed_in: Client, applicant: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [{"slug": f"q{n}", "kind": "yes_no", "text": f"Q{n}?", "required": True} for n in range(count)]
    first, second = (make_posting(slug, questions=rows, highly_desirable=[]) for slug in ("first", "second"))
    answers = {row["slug"]: "yes" for row in rows}
    earlier = make_submitted_application(first, applicant, answers=answers, at=now())
    new = applications.start(actor=applicant, posting_id=second.pk, at=now())
    start_from(actor=applicant, application_id=new.pk, earlier_id=earlier.pk, at=now())
    signed_in.get(page("earlier_answers", new))
    with django_assert_num_queries(SIGNED_IN + 10):
        shown = signed_in.get(page("earlier_answers", new)).content.decode()
    assert shown.count("usa-checkbox__input") == count


def _mark(shown: str) -> str:
    return shown.split('name="shown" value="')[1].split('"')[0]
