"""Interest cards: asked for, confirmed from the mailbox, written to when the class opens, ended by one click."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from postings.announcement import announcement
from postings.enums import PostingState
from postings.models import JobClass, Posting, PostingRevision
from screening.domain import letter
from screening.models import InterestCard, InterestTold

CONFIRM_WITHIN = timedelta(days=7)
WRITE_WITHIN = timedelta(days=30)
CONFIRM, END = "interest-confirm", "interest-end"
"""What a signed link may do; neither is kept anywhere."""


def ask(*, address: str, job_class: JobClass, language: str, at: datetime) -> None:
    """Write to an address whether it wants to hear when this class opens. What the asker sees never tells what was known."""
    with transaction.atomic():
        card = _locked(address, job_class)
        if card is None:
            new = InterestCard(address=address, job_class=job_class, language=language, asked_at=at)
            InterestCard.objects.bulk_create([new], ignore_conflicts=True)
            card = _locked(address, job_class)
            assert card is not None  # the constraint let one of two be made
        kind = "known" if card.confirmed_at else "confirm"
        _write(card, kind, good_for=CONFIRM_WITHIN, at=at)


def confirm(*, token: str, at: datetime) -> InterestCard | None:
    """The mailbox's owner says yes; twice is once. None for a link that is wrong, older than 7 days, or ended since."""
    try:
        card_id = signing.loads(token, salt=CONFIRM, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    InterestCard.objects.filter(pk=card_id, confirmed_at__isnull=True).update(confirmed_at=at)
    return InterestCard.objects.select_related("job_class").filter(pk=card_id).first()


def end(*, token: str) -> bool:
    """End a card and forget its address; whether the link was one of ours. Ending it twice is ending it."""
    try:
        card_id = signing.loads(token, salt=END)
    except signing.BadSignature:
        return False
    InterestCard.objects.filter(pk=card_id).delete()
    return True


def tell_due(*, at: datetime, batch: int = 200) -> int:
    """Write to every confirmed card whose class has a posting that was first published after it; how many were written to.

    Rows alone say what is due, so the sweep finds what was missed. A later revision of the same posting is no news.
    """
    told = 0
    for posting in _announcing(at):
        while written := _tell(posting, at=at, batch=batch):
            told += written
    return told


def discard_unconfirmed(*, at: datetime) -> int:
    """Forget addresses that never said yes."""
    old = InterestCard.objects.filter(confirmed_at__isnull=True, asked_at__lt=at - CONFIRM_WITHIN)
    return old.delete()[0]


def _locked(address: str, job_class: JobClass) -> InterestCard | None:
    cards = InterestCard.objects.select_for_update().filter(address__iexact=address, job_class=job_class)
    return cards.first()


def _waiting() -> Q:
    said = InterestTold.objects.filter(card=OuterRef("pk"), posting=OuterRef(OuterRef("pk")))
    return Q(job_class=OuterRef("job_class"), confirmed_at__lt=OuterRef("first_published")) & Q(~Exists(said))


def _announcing(at: datetime) -> list[Posting]:
    """Postings that take applications, or will, and that some card has not heard of."""
    live = Posting.objects.filter(
        Q(closes_at__isnull=True) | Q(closes_at__gte=at), state=PostingState.PUBLISHED
    )
    published = PostingRevision.objects.filter(posting=OuterRef("pk"), published_at__isnull=False)
    dated = live.annotate(
        first_published=Subquery(published.order_by("published_at").values("published_at")[:1])
    )
    found = dated.filter(Exists(InterestCard.objects.filter(_waiting())))
    return list(found.select_related("department", "current_revision"))


def _tell(posting: Posting, *, at: datetime, batch: int) -> int:
    said = InterestTold.objects.filter(card=OuterRef("pk"), posting=posting)
    with transaction.atomic():
        cards = list(
            InterestCard.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("job_class")
            .filter(
                ~Exists(said),
                job_class=posting.job_class_id,
                confirmed_at__lt=posting.first_published,  # type: ignore[attr-defined]  # annotated
            )
            .order_by("pk")[:batch]
        )
        for card in cards:
            InterestTold.objects.create(card=card, posting=posting, told_at=at)
            _write(card, "opened", posting=posting, good_for=WRITE_WITHIN, at=at)
    return len(cards)


def _write(
    card: InterestCard, kind: str, *, good_for: timedelta, at: datetime, posting: Posting | None = None
) -> None:
    def link(name: str, salt: str) -> str:
        return f"{settings.SITE_URL}{reverse(name, args=[signing.dumps(card.pk, salt=salt)])}"

    with translation.override(card.language):
        ends = link("interest_end", END)
        context = {
            "job_class": card.job_class,
            "posting": posting,
            "says": posting and announcement(posting, now=at),
            "city": settings.CITY_NAME,
            "site": settings.SITE_URL,
            "confirm_url": link("interest_confirm", CONFIRM),
            "end_url": ends,
        }
        text = render_to_string(f"interest/{kind}.txt", context)
    head, _, body = text.lstrip().partition("\n")
    letter.write(
        kind=f"interest/{kind}",
        address=card.address,
        subject=head.removeprefix("Subject:"),
        body=body.strip() + "\n",
        good_for=good_for,
        unsubscribe_url="" if kind == "confirm" else ends,
        at=at,
    )
