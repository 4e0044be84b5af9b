"""Faults 20, 21 and 22: the mail server is down, or we are killed after its OK, or a decision is reversed first."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from screening.city_time import now
from screening.domain import decision, notice
from screening.enums import DecisionReason, Role
from screening.models import Notice
from tests.factories import make_evaluated_application, make_posting, make_staff


class DeadMailServer(BaseEmailBackend):
    """A mail server that is down."""

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError("nobody listens")


def test_a_day_without_a_mail_server_delays_mail_and_loses_none(settings: object) -> None:
    posting = make_posting(opens_at=now() - timedelta(days=1))
    application = make_evaluated_application(posting, at=now())
    at = now()
    settings.EMAIL_BACKEND = f"{__name__}.DeadMailServer"  # type: ignore[attr-defined]
    assert notice.send_due(at=at) == 0
    waiting = Notice.objects.get()
    assert (waiting.sent_at, waiting.tries) == (None, 1)
    assert waiting.try_after == at + timedelta(minutes=1)
    assert list(application.notices.all()) == [waiting]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    assert notice.send_due(at=at + timedelta(days=1)) == 1
    assert [message.subject for message in mail.outbox] == [waiting.subject]


def test_killed_after_the_servers_ok_it_repeats_once_under_the_same_message_id(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_evaluated_application(make_posting(opens_at=now() - timedelta(days=1)), at=now())

    def killed(self: Notice, **kwargs: object) -> None:
        raise SystemExit("killed between the OK and our mark")

    with monkeypatch.context() as patch:
        patch.setattr(Notice, "save", killed)
        with pytest.raises(SystemExit):
            notice.send_due(at=now())
    assert Notice.objects.get().sent_at is None
    notice.send_due(at=now())
    notice.send_due(at=now())
    assert len(mail.outbox) == 2
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 1


def test_of_a_decision_reversed_before_its_notice_left_only_the_last_goes() -> None:
    posting = make_posting(opens_at=now() - timedelta(days=1))
    application = make_evaluated_application(posting, at=now())
    analyst = make_staff(Role.ANALYST, posting=posting)
    notice.send_due(at=now())
    first = decision.confirm(actor=analyst, application_id=application.pk, at=now())
    decision.reverse(
        actor=analyst,
        decision_id=first.pk,
        reason=DecisionReason.DUTIES_DO_NOT_QUALIFY,
        note="The section was not high-volume.",
        requirement="clerical",
        at=now(),
    )
    mail.outbox.clear()
    notice.send_due(at=now())
    assert [message.subject for message in mail.outbox] == [
        Notice.objects.get(kind="application_review").subject
    ]
    assert Notice.objects.get(kind="qualified").cancelled_at is not None
