"""Interest cards: asked for without an account, confirmed from the mailbox, told once, ended by one click."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from postings.models import JobClass
from screening.domain import interest, letter
from screening.models import InterestCard, InterestTold, Letter, User
from screening.tasks import nightly, sweep
from tests.factories_postings import make_job_class
from tests.postings.data_files import load_and_publish, small

pytestmark = pytest.mark.django_db

ADDRESS = "rosa@example.org"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _no_tries_before():
    cache.clear()


@pytest.fixture
def clerks() -> JobClass:
    return make_job_class()


def ask(client: Client, address: str = ADDRESS, job_class: str = "clerk", status: int = 200) -> str:
    answer = client.post("/tell-me/", {"address": address, "job_class": job_class})
    assert answer.status_code == status
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())


def links() -> dict[str, str]:
    """What may be done by the links of the letters, the newest last."""
    letter.send_due(at=timezone.now())
    found = re.findall(r"(/tell-me/(confirm|end)/\S+)", "\n".join(one.body for one in mail.outbox))
    return {what: link for link, what in found}


@pytest.fixture
def confirmed(client: Client, clerks: JobClass) -> InterestCard:
    ask(client)
    assert client.post(links()["confirm"]).status_code == 200
    mail.outbox.clear()
    return InterestCard.objects.get()


def publish(at: datetime | None = None, **changes: object) -> None:
    load_and_publish(small(closing="continuous", **changes), at=at or timezone.now())


def test_only_the_mailbox_says_yes(client: Client, clerks: JobClass) -> None:
    ask(client)
    link = links()["confirm"]
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([ADDRESS], "Please confirm: tell me when Clerk opens")
    ]
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers
    assert client.get(link).status_code == 200  # a mail program that looks at the link
    assert InterestCard.objects.get().confirmed_at is None
    client.post(link)
    first = InterestCard.objects.get().confirmed_at
    assert first is not None
    client.post(link)
    assert InterestCard.objects.get().confirmed_at == first


def test_without_a_yes_nothing_is_told_and_the_address_is_forgotten(client: Client, clerks: JobClass) -> None:
    ask(client)
    publish()
    assert interest.tell_due(at=timezone.now()) == 0
    with time_machine.travel(timezone.now() + 8 * DAY, tick=False):
        assert client.post(links_of_the_first_letter()).status_code == 410
        interest.discard_unconfirmed(at=timezone.now())
    assert InterestCard.objects.count() == 0


def links_of_the_first_letter() -> str:
    found = re.search(r"/tell-me/confirm/\S+", Letter.objects.get().body)
    assert found is not None
    return found[0]


def test_the_answer_is_the_same_whether_or_not_the_address_is_known(client: Client, clerks: JobClass) -> None:
    User.objects.create_user(email="known@example.org")
    ask(client, "known@example.org")
    client.post(links()["confirm"])
    pages = {
        ask(client, address).replace(address, "?") for address in ("known@example.org", "new@example.org")
    }
    assert len(pages) == 1
    links()
    assert [one.subject for one in mail.outbox[-2:]] == [
        "You are on the list for Clerk",
        "Please confirm: tell me when Clerk opens",
    ]


def test_a_posting_of_the_class_is_told_once_with_the_way_to_end_it(
    client: Client, confirmed: InterestCard
) -> None:
    publish()
    sweep()
    sweep()
    assert [(one.to, one.subject) for one in mail.outbox] == [([ADDRESS], "New job posted: Clerk")]
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    assert address.startswith("http")
    assert address in mail.outbox[0].body
    assert InterestTold.objects.count() == 1


def test_a_revision_a_posting_that_was_there_before_and_another_class_are_no_news(
    client: Client, clerks: JobClass
) -> None:
    publish(at=timezone.now() - DAY)
    ask(client)
    client.post(links()["confirm"])
    publish(eligible_list={"days": 90})
    other = small()["posting"] | {"slug": "driver", "class": {"slug": "driver", "title": "Driver"}}
    publish(posting=other)
    assert interest.tell_due(at=timezone.now()) == 0
    again = small()["posting"] | {"slug": "clerk-again"}
    publish(posting=again)
    assert interest.tell_due(at=timezone.now()) == 1


def test_what_the_worker_missed_for_a_week_is_told_later(confirmed: InterestCard) -> None:
    publish()
    assert interest.tell_due(at=timezone.now() + 7 * DAY) == 1


def test_the_database_lets_nobody_be_told_twice(confirmed: InterestCard) -> None:
    publish()
    interest.tell_due(at=timezone.now())
    told = InterestTold.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        InterestTold.objects.create(card=told.card, posting=told.posting, told_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        InterestCard.objects.create(
            address=ADDRESS.upper(), job_class=confirmed.job_class, language="en", asked_at=timezone.now()
        )


def test_one_click_of_a_mail_provider_ends_it(confirmed: InterestCard) -> None:
    publish()
    sweep()
    provider = Client(enforce_csrf_checks=True)
    link = links()["end"]
    assert provider.get(link).status_code == 200
    assert InterestCard.objects.count() == 1  # looking at the link ends nothing
    assert provider.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert InterestCard.objects.count() == 0
    assert provider.post(link).status_code == 200
    assert provider.post(link.replace("end", "confirm", 1)).status_code == 403


@pytest.mark.parametrize("what", ["confirm", "end"])
def test_a_forged_link_does_nothing(client: Client, confirmed: InterestCard, what: str) -> None:
    assert client.post(f"/tell-me/{what}/forged/").status_code in (400, 410)
    assert InterestCard.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "job_class"),
    [
        ("", "clerk"),
        ("x", "clerk"),
        ("a@example.org\nBcc: b@example.org", "clerk"),
        (ADDRESS, "moon"),
        (ADDRESS, ""),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(
    client: Client, clerks: JobClass, address: str, job_class: str
) -> None:
    assert "There is a problem" in ask(client, address, job_class, status=400)
    assert (InterestCard.objects.count(), Letter.objects.count()) == (0, 0)


def test_nobody_floods_a_mailbox_or_the_service(client: Client, clerks: JobClass) -> None:
    for _ in range(10):
        ask(client)
    assert Letter.objects.count() == 3
    assert "Too many requests" in ask(client, "other@example.org", status=429)


def test_it_is_written_in_the_language_it_was_asked_for_in(client: Client, clerks: JobClass) -> None:
    client.post("/tell-me/", {"address": ADDRESS, "job_class": "clerk"}, headers={"accept-language": "es"})
    assert InterestCard.objects.get().language == "es"


def test_the_night_forgets_who_never_said_yes(client: Client, clerks: JobClass) -> None:
    ask(client)
    InterestCard.objects.update(asked_at=datetime(2025, 1, 1, tzinfo=UTC))
    nightly()
    assert InterestCard.objects.count() == 0


def test_changing_the_language_keeps_what_was_typed(client: Client, clerks: JobClass) -> None:
    typed = {"address": ADDRESS, "job_class": "clerk", "switch_language": "es"}
    page = client.post("/tell-me/", typed)
    assert (page.status_code, Letter.objects.count()) == (200, 0)
    assert f'value="{ADDRESS}"' in page.content.decode()
