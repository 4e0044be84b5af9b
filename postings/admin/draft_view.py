"""What one page of a draft shows: its part of the document, as fields and as cards."""

from typing import Any, NamedTuple

from django.http import Http404
from django.urls import reverse

from postings.authoring.cards import Cards, Place
from postings.authoring.filling import Input, shown
from postings.authoring.part_shapes import ALL_SETS
from postings.authoring.parts import Part, parts_of
from postings.authoring.reading import sentences_by_place
from postings.authoring.shapes import Shape, Slot
from postings.domain.draft_checks import unread_places
from postings.domain.wages import WageStep, wage_schedule_of
from postings.models import DraftVersion, Posting, PostingDraft

FURTHER = (("spanish", "Spanish"), ("check", "Before publishing"), ("file", "The file"))
LANGUAGES = {"spanish": "es"}
"""Pages on which the texts stand beside their translation."""


class Tab(NamedTuple):
    title: str
    address: str
    is_here: bool
    problems: int


class DraftView:
    """``slots`` and ``shapes``: what may be changed on this page, by its place."""

    def __init__(
        self, draft: PostingDraft, version: DraftVersion, slug: str, *, opened: str, read: bool
    ) -> None:
        self.draft, self.version, self.slug = draft, version, slug
        self.document: dict[str, Any] = version.document
        parts = parts_of(self.document)
        self.part: Part | None = next((part for part in parts if part.slug == slug), None)
        titles = {**{part.slug: part.title for part in parts}, **dict(FURTHER)}
        if slug not in titles:
            raise Http404
        self.title = titles[slug]
        self.address = self._address(slug)
        unread = unread_places(self.document) if read else []
        sentences = sentences_by_place(self.document) if read else {}
        cards = Cards(self.document, sentences=sentences, problems=unread, opened=opened)
        self.places: list[Place] = [cards.place(slot) for slot in self.part.slots] if self.part else []
        self.slots: dict[str, Slot] = cards.slots
        self.shapes: dict[str, Shape] = cards.shapes
        fields = self.part.fields if self.part else ()
        self.inputs: list[Input] = [shown(field, self.document, self.document) for field in fields]
        self.problems = [words for place, words in cards.left if self.part and _on(place, self.part)]
        self.tabs = [
            Tab(title, self._address(each), each == slug, _count(parts, each, unread))
            for each, title in titles.items()
        ]

    @classmethod
    def of(cls, posting: Posting, slug: str, *, opened: str = "", read: bool = True) -> "DraftView | None":
        """The page of the posting's live draft; None where there is none. Unless it is ``read``, without sentences and
        problems: enough to change it. Raises Http404."""
        draft = posting.drafts.filter(ended_at__isnull=True).first()
        if draft is None:
            return None
        draft.posting = posting
        version = draft.versions.select_related("saved_by").order_by("-number")[0]
        return cls(draft, version, slug, opened=opened, read=read)

    def offered(self, slot: Slot) -> tuple[Shape, ...]:
        return ALL_SETS[slot.takes]

    def wages(self) -> list[WageStep]:
        """The wage on each date, from what can be read of the draft."""
        return wage_schedule_of(self.document) if self.slug == "wages" else []

    def _address(self, slug: str) -> str:
        return reverse("admin:postings_posting_draft_part", args=[self.draft.posting_id, slug])


def _on(place: str, part: Part) -> bool:
    """Whether a problem is shown on this page: it lies in one of its fields or lists."""
    tops = {
        field.path[:2] if field.path[0] == "minimum_requirements" else field.path[:1] for field in part.fields
    }
    wanted = [".".join(top) for top in tops] + [".".join(slot.path) for slot in part.slots]
    return any(place == each or place.startswith((f"{each}.", f"{each}[")) for each in wanted) or (
        part.slug == "requirements" and place in ("minimum_requirements", "requirements")
    )


def _count(parts: tuple[Part, ...], slug: str, unread: list[tuple[str, str]]) -> int:
    part = next((each for each in parts if each.slug == slug), None)
    return sum(1 for place, _ in unread if _on(place, part)) if part else 0
