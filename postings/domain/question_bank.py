"""The question bank: questions that postings share, written as versions, and taken into a posting's data word for word."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from postings import authority
from postings.domain.bank_suggestions import read_suggestions
from postings.errors import FileRefused, Refused
from postings.file_reader import FileReader
from postings.minimum_requirements.read_vocabulary import read_vocabulary
from postings.models import BankQuestion

SAID: Final = ("kind", "text", "help", "choices", "limits")
"""What the bank says of a question; everything else is the posting's."""
SUGGESTED: Final = ("asked_when", "points")
"""What it suggests; the posting that takes it says it for itself."""
_KEYS: Final = ("code", *SAID, "translations", *SUGGESTED)


def newest_of_each() -> QuerySet[BankQuestion]:
    """The newest version of each question, by their code; also of one that was retired."""
    return BankQuestion.objects.order_by("code", "-version").distinct("code")


def newest() -> QuerySet[BankQuestion]:
    """The questions that may be taken now, by their code."""
    return BankQuestion.objects.filter(pk__in=newest_of_each().values("pk"), is_retired=False).order_by(
        "code"
    )


def offered(code: str) -> BankQuestion:
    """A question that may be taken now. Raises Refused."""
    found = newest().filter(code=code).first()
    if found is None:
        raise Refused("The bank does not offer this question any more. Choose another one.")
    return found


def retire_question(*, actor: authority.Actor, code: str, at: datetime) -> BankQuestion:
    """Offer a question no more, as a version of its own; postings keep what they took. Written again, it is offered again.

    Raises NotAllowed; Refused where it is not offered.
    """
    authority.authorise(actor, "write_bank_question")
    with transaction.atomic():
        _hold(code)
        last = offered(code)
        kept = {key: getattr(last, key) for key in (*SAID, *SUGGESTED, "translations")}
        made = BankQuestion(
            code=code,
            version=last.version + 1,
            **kept,
            is_retired=True,
            written_by_id=_id(actor),
            written_at=at,
        )
        made.save(force_insert=True)
        _note(made, "retire_bank_question", actor, at)
    return made


def write_question(*, actor: authority.Actor, said: Mapping[str, Any], at: datetime) -> BankQuestion:
    """Write a question as the next version of its code; the same words again change nothing.

    ``said``: {code, kind, text, help, choices, limits, translations, asked_when, points}, as far as there are any. A version
    that a revision took stays as it is. Raises NotAllowed, and FileRefused with one sentence for each problem.
    """
    authority.authorise(actor, "write_bank_question")
    read = _read(said)
    with transaction.atomic():
        _hold(read["code"])
        last = BankQuestion.objects.filter(code=read["code"]).order_by("-version").first()
        if last is not None and not last.is_retired and _same(last, read):
            return last
        written = BankQuestion(
            **read, version=last.version + 1 if last else 1, written_by_id=_id(actor), written_at=at
        )
        written.save(force_insert=True)
        _note(written, "write_bank_question", actor, at)
    return written


def _same(last: BankQuestion, read: Mapping[str, Any]) -> bool:
    keys = (*SAID, "translations", *SUGGESTED)
    return all((getattr(last, key) or None) == (read.get(key) or None) for key in keys)


def _id(actor: authority.Actor) -> int | None:
    return actor.pk if actor is not None else None


def _note(written: BankQuestion, verb: str, actor: authority.Actor, at: datetime) -> None:
    facts = {"code": written.code, "version": written.version}
    authority.record(actor=actor, verb=verb, subject=written, at=at, facts=facts)


def document(question: BankQuestion) -> dict[str, Any]:
    """What the bank says of a question, as a data file writes it; what is empty is left out."""
    return {key: getattr(question, key) for key in SAID if getattr(question, key)}


def with_bank_questions(data: Mapping[str, Any], reader: FileReader) -> dict[str, Any]:
    """A posting's data with each ``bank: code`` filled in: newest version, unless ``bank_version`` names another.

    What cannot be taken is noted with its path. Filled in once, it reads the same again.
    """
    rows = data.get("questions")
    if not isinstance(rows, list):
        return dict(data)
    taken = [_taken(row, f"questions[{n}]", reader) for n, row in enumerate(rows)]
    spoken: dict[str, dict[str, str]] = {}
    for row, found in taken:
        for language, said in found.translations.items() if found else ():
            spoken.setdefault(language, {}).update(translated_pairs(row, said))
    whole = {**data, "questions": [row for row, _ in taken]}
    return (
        whole | {"translations": _joined(data["translations"], spoken)} if "translations" in data else whole
    )


def _joined(given: Any, spoken: Mapping[str, Mapping[str, str]]) -> Any:
    """The posting's translations with the bank's, in the languages that the posting is written in.

    What is no group of texts stays as it is, to be refused where it is read.
    """
    if not isinstance(given, Mapping) or not all(isinstance(texts, Mapping) for texts in given.values()):
        return given
    return {key: {**texts, **spoken.get(key, {})} for key, texts in given.items()}


def translated_pairs(row: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, str]:
    """Text → translation of a bank question's own words."""
    labels = said.get("choices", {})
    own = {row[key]: said[key] for key in ("text", "help") if key in said and key in row}
    choices = {one["label"]: labels[one["value"]] for one in row.get("choices", ()) if one["value"] in labels}
    return {**choices, **own}


def _taken(row: Any, path: str, reader: FileReader) -> tuple[Any, BankQuestion | None]:
    """A question's row with what the bank says of it, and the version it was taken from, if it names any."""
    if not isinstance(row, Mapping) or "bank" not in row:
        return row, None
    code, version = row["bank"], row.get("bank_version")
    found = None
    if isinstance(code, str) and (version is None or _is_version(version)):
        kept = BankQuestion.objects.filter(code=code, **({"version": version} if version else {}))
        found = kept.order_by("-version").first()
    if found is None:
        reader.problem(
            f"{path}.bank",
            f"The question bank has no question {str(code)[:60]!r}{f' in version {version}' if version else ''}.",
            "Write it into the bank first, or name one that is there.",
        )
        return row, None
    if found.is_retired:
        reader.problem(
            f"{path}.bank",
            f"The question bank retired the question {found.code!r} with version {found.version}.",
            f"Take another one, or an earlier version by 'bank_version: {found.version - 1}'.",
        )
        return row, None
    said = document(found)
    for key in SAID:
        if key in row and row[key] != said.get(key):
            reader.problem(
                f"{path}.{key}",
                f"The bank says it otherwise in version {found.version}.",
                f"Leave '{key}' out, or take 'bank' out to ask a question of this posting alone.",
            )
    return {"slug": code, **row, **said, "bank_version": found.version}, found


def _is_version(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 32_000


def _read(said: Mapping[str, Any]) -> dict[str, Any]:
    reader = FileReader()
    body = reader.keys(said, _KEYS, "question") or {}
    code = reader.required(body, "code", "question", reader.slug)
    for key in ("kind", "text"):
        if not body.get(key):
            reader.problem("question", f"'{key}' is missing.", f"Add '{key}'.")
    given = {key: body[key] for key in SAID if body.get(key)}
    reader.in_full([given], "questions", ())
    if code:
        read_vocabulary({"questions": [{"slug": code, **given}]}, reader)
    translations = _translations(body.get("translations") or {}, given, reader)
    suggested = read_suggestions(body, {row.code: row for row in newest()}, reader)
    if reader.problems:
        raise FileRefused([str(problem) for problem in reader.problems])
    return {"code": code, **given, **suggested, **({"translations": translations} if translations else {})}


def _translations(spec: Any, given: Mapping[str, Any], reader: FileReader) -> dict[str, Any]:
    """By language: the text, the help where there is one, and a label for each choice."""
    others = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE.split("-")[0]]
    values = [str(each.get("value")) for each in given.get("choices", []) if isinstance(each, Mapping)]
    for language, inner in (reader.keys(spec, others, "translations") or {}).items():
        path = f"translations.{language}"
        body = reader.keys(inner, ("text", "help", "choices"), path) or {}
        for key in ("text", "help"):
            if key in given or key in body:
                reader.required(body, key, path, reader.text)
        labels = reader.keys(body.get("choices", {}), values, f"{path}.choices") or {}
        for value in values:
            reader.required(labels, value, f"{path}.choices", reader.text)
    return dict(spec) if isinstance(spec, Mapping) else {}


def _hold(code: str) -> None:
    """Two people who write one question at once get two versions, one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"bank_question:{code}"])
