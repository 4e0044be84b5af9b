"""The addresses of what stands behind decisions (figures, files, dossiers), who may ask them, and rows for them to show."""

from typing import Any

from screening.city_time import city_day, now
from screening.domain import decision as decisions
from screening.domain import second_look as second_looks
from screening.enums import Finding, Role
from screening.enums_conflict import ConflictKind
from screening.models import (
    Application,
    Dossier,
    DuplicatePair,
    FactImport,
    PoolFile,
    RecordsDeletion,
    Recusal,
    SavedFilter,
    ScoreImport,
    SecondLook,
    SelectionFigures,
    User,
)
from tests.factories import make_staff, make_user

FIGURES = frozenset({"supervisor", "auditor"})
POOLS = frozenset({"analyst", "other analyst", "supervisor", "auditor"})
READ = frozenset({"analyst", "supervisor", "auditor"})
_ONE = "admin/screening/application/"
_RETENTION = "admin/screening/recordsdeletion/"
_PAIRS = "admin/screening/duplicatepair/"
_DOSSIERS = "admin/screening/dossier/"
_LOOKS = "admin/screening/secondlook/"
_RECUSALS = "admin/screening/recusal/"
_SCORES = "admin/screening/scoreimport/"
_FACTS = "admin/screening/factimport/"
_RATES = "admin/screening/selectionfigures/"

STANDING_BEHIND: dict[str, tuple[str, frozenset[str]]] = {
    _RATES: (_RATES, FIGURES),
    f"{_RATES}<slug:kind>/<int:object_id>/": (f"{_RATES}posting/{{posting}}/", FIGURES),
    f"{_RATES}<slug:kind>/<int:object_id>/csv/": (f"{_RATES}posting/{{posting}}/csv/", FIGURES),
    f"{_ONE}figures/<int:posting_id>/": (f"{_ONE}figures/{{posting}}/", READ),
    "admin/screening/application/export/": ("admin/screening/application/export/", POOLS),
    "admin/screening/application/files/": ("admin/screening/application/files/", POOLS),
    "admin/screening/application/files/<int:pool_file_id>/": (
        "admin/screening/application/files/{pool_file}/",
        frozenset({"supervisor"}),
    ),
    "admin/screening/application/files/<int:pool_file_id>/cancel/": (
        "admin/screening/application/files/{pool_file}/cancel/",
        frozenset(),
    ),
    f"{_ONE}filters/": (f"{_ONE}filters/", POOLS),
    f"{_ONE}filters/keep/": (f"{_ONE}filters/keep/", POOLS - {"auditor"}),
    f"{_ONE}filters/<int:saved_filter_id>/change/": (
        f"{_ONE}filters/{{saved_filter}}/change/",
        frozenset({"supervisor"}),
    ),
    f"{_ONE}filters/<int:saved_filter_id>/delete/": (f"{_ONE}filters/{{saved_filter}}/delete/", frozenset()),
    f"{_ONE}filters/<int:saved_filter_id>/": (f"{_ONE}filters/{{saved_filter}}/", frozenset({"supervisor"})),
    f"{_ONE}<int:object_id>/record/pdf/": (f"{_ONE}{{sent}}/record/pdf/", READ),
    f"{_ONE}<int:object_id>/record/zip/": (f"{_ONE}{{sent}}/record/zip/", READ),
    _SCORES: (_SCORES, POOLS),
    f"{_SCORES}upload/<int:posting_id>/": (
        f"{_SCORES}upload/{{posting}}/",
        frozenset({"analyst", "supervisor"}),
    ),
    f"{_SCORES}<int:object_id>/": (f"{_SCORES}{{scores}}/", READ),
    f"{_SCORES}<int:object_id>/take-in/": (f"{_SCORES}{{scores}}/take-in/", frozenset()),
    _FACTS: (_FACTS, POOLS),
    f"{_FACTS}upload/<int:posting_id>/": (
        f"{_FACTS}upload/{{posting}}/",
        frozenset({"analyst", "supervisor"}),
    ),
    f"{_FACTS}<int:object_id>/": (f"{_FACTS}{{facts}}/", READ),
    f"{_FACTS}<int:object_id>/faults/": (f"{_FACTS}{{facts}}/faults/", READ - {"auditor"}),
    f"{_FACTS}<int:object_id>/take-in/": (f"{_FACTS}{{facts}}/take-in/", frozenset()),
    f"{_FACTS}<int:object_id>/take-back/": (f"{_FACTS}{{facts}}/take-back/", frozenset()),
    _RETENTION: (_RETENTION, FIGURES),
    f"{_RETENTION}<int:posting_id>/": (f"{_RETENTION}{{posting}}/", FIGURES),
    f"{_RETENTION}certificates/<int:object_id>/": (f"{_RETENTION}certificates/{{certificate}}/", FIGURES),
    _PAIRS: (_PAIRS, FIGURES),
    f"{_PAIRS}<int:object_id>/": (f"{_PAIRS}{{pair}}/", FIGURES),
    _DOSSIERS: (_DOSSIERS, FIGURES),
    f"{_DOSSIERS}ask/<int:posting_id>/": (f"{_DOSSIERS}ask/{{posting}}/", frozenset()),
    f"{_ONE}<int:object_id>/recuse/": (f"{_ONE}{{sent}}/recuse/", frozenset({"analyst", "supervisor"})),
    _RECUSALS: (_RECUSALS, POOLS),
    _LOOKS: (_LOOKS, POOLS),
    f"{_LOOKS}<int:object_id>/look/": (f"{_LOOKS}{{aside}}/look/", frozenset({"analyst", "supervisor"})),
    f"{_LOOKS}<int:object_id>/end/": (f"{_LOOKS}{{differs}}/end/", frozenset({"supervisor"})),
    f"{_LOOKS}agreement/<int:posting_id>/": (f"{_LOOKS}agreement/{{posting}}/", READ),
    f"{_RECUSALS}<int:object_id>/give/": (f"{_RECUSALS}{{recused}}/give/", frozenset({"supervisor"})),
    f"{_DOSSIERS}<int:object_id>/file/": (f"{_DOSSIERS}{{dossier}}/file/", FIGURES),
}


def stand_behind(posting: Any) -> dict[str, int]:
    """Rows of each kind, so that what may be seen answers with a page."""
    supervisor = User.objects.get(email="supervisor@example.org")
    dossier = Dossier.objects.create(posting=posting, asked_by=supervisor, asked_at=now())
    SelectionFigures.objects.create(
        posting=posting,
        people=0,
        decisions=0,
        waiting=0,
        figures='{"parts":[]}',
        figures_sha256="0" * 64,
        taken_by=supervisor,
        taken_at=now(),
    )
    certified = RecordsDeletion.objects.create(
        posting=posting,
        reason="None: for its page.",
        proposed_by=supervisor,
        proposed_at=now(),
        agreed_by=User.objects.get(email="auditor@example.org"),
        agreed_at=now(),
        ended_at=now(),
        certificate='{"tables":[]}',
        certificate_sha256="0" * 64,
    )
    made = PoolFile.objects.create(
        form="csv",
        columns=["name"],
        only_new=False,
        application_ids=[],
        total=0,
        history_id=0,
        asked_by=supervisor,
        asked_at=now(),
    )
    recused = Recusal.objects.create(
        application=Application.objects.filter(posting=posting).exclude(state="draft").latest("pk"),
        person=make_staff(Role.ANALYST, "recused@example.org", posting=posting),
        kind=ConflictKind.RELATIVE,
        recused_at=now(),
    )
    scores = ScoreImport.objects.create(
        posting=posting,
        examination="Written test",
        source="Somebody else",
        held_on=city_day(now()),
        highest=100,
        file="scores/none.csv",
        file_name="scores.csv",
        form="csv",
        size=0,
        sha256="0" * 64,
        rows=0,
        uploaded_by=supervisor,
        uploaded_at=now(),
        taken_in_by=supervisor,
        taken_in_at=now(),
    )
    return {
        "dossier": dossier.pk,
        "pair": DuplicatePair.objects.create(
            first=make_user("twin1@example.org"),
            second=make_user("twin2@example.org"),
            why=["phone"],
            is_weak=True,
            found_at=now(),
        ).pk,
        "certificate": certified.pk,
        "pool_file": made.pk,
        "recused": recused.pk,
        "scores": scores.pk,
        "facts": FactImport.objects.create(
            posting=posting,
            source="Somebody else",
            reason="It was looked up.",
            file="facts/none.csv",
            file_name="facts.csv",
            form="csv",
            size=0,
            sha256="0" * 64,
            rows=0,
            faults=[[1, "", "The file is empty."]],
            uploaded_by=supervisor,
            uploaded_at=now(),
        ).pk,
        "saved_filter": SavedFilter.objects.create(
            owner=supervisor, name="Met", query="outcome=met", made_at=now(), changed_at=now()
        ).pk,
        **_set_aside(posting),
    }


def _set_aside(posting: Any) -> dict[str, int]:
    """Two of the pool set aside by somebody else: one nobody has looked at, one found otherwise."""
    first = make_staff(Role.ANALYST, "first@example.org", posting=posting)
    second = make_staff(Role.ANALYST, "second@example.org", posting=posting)
    names = {}
    for name, email in (("aside", "aside@example.org"), ("differs", "differs@example.org")):
        application = Application.objects.filter(
            posting=posting, state="in_review", outcome="met", second_looks__isnull=True
        ).first()
        assert application is not None, email
        result = decisions.confirm_many(actor=first, seen={application.pk: None}, at=now())
        names[name] = result.set_aside[0].pk
    look = SecondLook.objects.get(pk=names["differs"])
    asked = second_looks.requirements_of(look)
    second_looks.look_again(
        actor=second,
        look_id=look.pk,
        findings=dict.fromkeys(asked, "not_met"),
        finding=Finding.NOT_QUALIFIED,
        requirement=next(iter(asked)),
        at=now(),
    )
    return names
