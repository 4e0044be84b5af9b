"""The addresses on which a posting is written, and who may ask them."""

from postings.domain.drafting import begin_draft
from postings.domain.question_bank import write_question
from postings.models import Posting
from screening.city_time import now
from screening.domain import what_if as what_ifs
from screening.models import Reevaluation, User

_POSTINGS = "admin/postings/posting/"
_DRAFT = f"{_POSTINGS}<int:object_id>/draft/"
_TRIALS = "admin/screening/whatif/"
_STAGES = "admin/screening/reevaluation/"
_BANK = "admin/postings/bankquestion/"
_READERS = frozenset({"analyst", "supervisor", "auditor"})
_WRITERS = frozenset({"analyst", "supervisor"})

WRITING: dict[str, tuple[str, frozenset[str]]] = {
    f"{_POSTINGS}begin/": (f"{_POSTINGS}begin/", frozenset({"supervisor"})),
    _DRAFT: (f"{_POSTINGS}{{posting}}/draft/", _WRITERS),
    f"{_DRAFT}<slug:part>/": (f"{_POSTINGS}{{posting}}/draft/requirements/", _WRITERS),
    _BANK: (_BANK, _READERS | {"other analyst"}),
    f"{_BANK}write/": (f"{_BANK}write/", _WRITERS | {"other analyst"}),
    f"{_BANK}questions/<slug:code>/": (f"{_BANK}questions/nights/", _READERS | {"other analyst"}),
    f"{_BANK}questions/<slug:code>/write/": (
        f"{_BANK}questions/nights/write/",
        _WRITERS | {"other analyst"},
    ),
    f"{_BANK}questions/<slug:code>/retire/": (f"{_BANK}questions/nights/retire/", frozenset()),
    _TRIALS: (_TRIALS, _READERS | {"other analyst"}),
    f"{_TRIALS}ask/<int:posting_id>/": (f"{_TRIALS}ask/{{posting}}/", frozenset()),
    f"{_TRIALS}<int:object_id>/": (f"{_TRIALS}{{what_if}}/", _READERS),
    f"{_TRIALS}<int:object_id>/cancel/": (f"{_TRIALS}{{what_if}}/cancel/", frozenset()),
    f"{_TRIALS}<int:object_id>/csv/": (f"{_TRIALS}{{what_if}}/csv/", _READERS),
    _STAGES: (_STAGES, _READERS | {"other analyst"}),
    f"{_STAGES}stage/<int:posting_id>/": (f"{_STAGES}stage/{{posting}}/", _WRITERS),
    f"{_STAGES}<int:object_id>/": (f"{_STAGES}{{stage}}/", _READERS),
    f"{_STAGES}<int:object_id>/refresh/": (f"{_STAGES}{{stage}}/refresh/", frozenset()),
    f"{_STAGES}<int:object_id>/abandon/": (f"{_STAGES}{{stage}}/abandon/", frozenset()),
    f"{_STAGES}<int:object_id>/csv/": (f"{_STAGES}{{stage}}/csv/", _READERS),
    f"{_STAGES}<int:object_id>/publish/": (f"{_STAGES}{{stage}}/publish/", frozenset()),
}


def try_a_draft(posting: Posting) -> int:
    """The posting's draft tried over its pool, and a question in the bank."""
    supervisor = User.objects.get(email="supervisor@example.org")
    write_question(
        actor=supervisor, said={"code": "nights", "kind": "yes_no", "text": "Can you work nights?"}, at=now()
    )
    begin_draft(actor=supervisor, posting_id=posting.pk, at=now())
    what_if = what_ifs.ask(actor=supervisor, posting=posting, at=now())
    what_ifs.try_due(clock=now)
    return what_if.pk


def stage_a_pool(posting: Posting) -> int:
    """A re-evaluation of the posting's pool that waits to begin."""
    stage = Reevaluation.objects.create(
        posting=posting,
        revision=posting.current_revision,
        engine_version="1",
        rules_sha256="0" * 64,
        why="Rev. 2 asks for less.",
        staged_by=User.objects.get(email="analyst@example.org"),
        staged_at=now(),
    )
    return stage.pk
