"""Reading what a posting brings along: settings, duties, questions, documents, claims."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from postings.minimum_requirements.reader import ValueReader
from postings.minimum_requirements.vocabulary import (
    QUESTION_KINDS,
    SCALES,
    AskedWhen,
    Claim,
    DocumentKind,
    Duty,
    Question,
    Settings,
    Vocabulary,
)

_SETTINGS_KEYS: Final = (
    "full_time_hours",
    "near_full_time_hours",
    "volunteer_counts",
    "out_of_class_document",
)
_DUTY_KEYS: Final = ("tag", "scale", "label", "question", "help", "cite")
_QUESTION_KEYS: Final = (
    "slug",
    "kind",
    "text",
    "help",
    "required",
    "choices",
    "limits",
    "cite",
    "asked_when",
    "bank",
    "bank_version",
)
_ASKED_KEYS: Final = ("question", "is")
_DOCUMENT_KEYS: Final = ("slug", "label", "help", "per_job", "needed", "curable", "cite")
_CLAIM_KEYS: Final = ("question", "node", "as", "reaches", "denies")
_LIMITS: Final = ("min", "max", "max_length")

T = TypeVar("T")


def read_vocabulary(document: Mapping[str, Any], reader: ValueReader) -> Vocabulary:
    """The posting's own words for what its tree may speak of."""
    duties = _by_name(document.get("duties", []), "duties", reader, _duty, lambda duty: duty.tag)
    questions = _by_name(
        document.get("questions", []), "questions", reader, _question, lambda each: each.slug
    )
    documents = _by_name(
        document.get("documents", []), "documents", reader, _document, lambda each: each.slug
    )
    for slug in [slug for slug, each in questions.items() if each.kind == "file" and slug in documents]:
        reader.problem(
            "questions", f"'{slug}' is answered with a file, and a document has this name too.",
            "Give the question another slug.",
        )  # fmt: skip
    settings = _settings(document.get("settings", {}), documents, reader)
    questions = _with_conditions(document.get("questions", []), questions, reader)
    return Vocabulary(settings=settings, duties=duties, questions=questions, documents=documents)


def read_claims(
    document: Mapping[str, Any], vocabulary: Vocabulary, reader: ValueReader
) -> tuple[Claim, ...]:
    """What answers claim of nodes; whether the nodes exist is seen when names are resolved."""
    claims = document.get("claims", [])
    if not isinstance(claims, list):
        reader.problem("claims", "This is not a list.", "Write one '- question: …' entry for each claim.")
        return ()
    read = [_claim(entry, f"claims[{number}]", vocabulary, reader) for number, entry in enumerate(claims)]
    return tuple(claim for claim in read if claim)


def _by_name(
    entries: Any,
    path: str,
    reader: ValueReader,
    read: Callable[[Any, str, ValueReader], T | None],
    name: Callable[[T], str],
) -> dict[str, T]:
    found: dict[str, T] = {}
    if not isinstance(entries, list):
        reader.problem(path, "This is not a list.", "Write one '- …' entry for each.")
        return found
    for number, entry in enumerate(entries):
        value = read(entry, f"{path}[{number}]", reader)
        if value is not None and name(value) in found:
            reader.problem(
                f"{path}[{number}]", f"'{name(value)}' stands here twice.", "Give each its own name."
            )
        if value is not None:
            found.setdefault(name(value), value)
    return found


def _settings(spec: Any, documents: Mapping[str, DocumentKind], reader: ValueReader) -> Settings:
    body = reader.keys(spec, _SETTINGS_KEYS, "settings") or {}
    standard = Settings()
    full = near = None
    if "full_time_hours" in body:
        full = reader.number(body["full_time_hours"], "settings.full_time_hours", most=168)
    if "near_full_time_hours" in body:
        near = reader.number(body["near_full_time_hours"], "settings.near_full_time_hours", most=168)
    full = standard.full_time_hours if full is None else full
    if near is not None and near > full:
        reader.problem("settings.near_full_time_hours", "This is above full time.", "Give fewer hours.")
    volunteer = reader.flag(body.get("volunteer_counts", True), "settings.volunteer_counts")
    paper = body.get("out_of_class_document")
    return Settings(
        full_time_hours=full,
        near_full_time_hours=near if near is not None else min(standard.near_full_time_hours, full),
        volunteer_counts=volunteer is not False,
        out_of_class_document=(
            None if paper is None else reader.choice(paper, documents, "settings.out_of_class_document")
        ),
    )


def _duty(spec: Any, path: str, reader: ValueReader) -> Duty | None:
    body = reader.keys(spec, _DUTY_KEYS, path)
    if body is None:
        return None
    tag = reader.required(body, "tag", path, reader.slug)
    scale = reader.required(body, "scale", path, lambda value, at: reader.choice(value, SCALES, at))
    label = reader.text(body["label"], f"{path}.label") if "label" in body else tag
    return Duty(tag=tag, scale=scale, label=label or tag) if tag and scale else None


def _question(spec: Any, path: str, reader: ValueReader) -> Question | None:
    body = reader.keys(spec, _QUESTION_KEYS, path)
    if body is None:
        return None
    if "bank" in body and not {"kind", "bank_version"} <= body.keys():
        reader.problem(
            f"{path}.bank", "This question is in the question bank, which only the database holds.",
            "Load the file with manage.py load_posting, then name the posting by its slug.",
        )  # fmt: skip
        return None
    if "bank" in body:
        reader.slug(body["bank"], f"{path}.bank")
        reader.whole(body["bank_version"], f"{path}.bank_version", most=32_000)
    slug = reader.required(body, "slug", path, reader.slug)
    kind = reader.required(body, "kind", path, lambda value, at: reader.choice(value, QUESTION_KINDS, at))
    text = reader.text(body["text"], f"{path}.text") if "text" in body else slug
    if "limits" in body:
        reader.keys(body["limits"], _LIMITS, f"{path}.limits")
    choices = _choices(body, kind, path, reader)
    return Question(slug=slug, kind=kind, text=text or slug, choices=choices) if slug and kind else None


def _with_conditions(
    entries: Any, questions: dict[str, Question], reader: ValueReader
) -> dict[str, Question]:
    """The questions with what asks them: an answer to a question above, of a kind that offers answers."""
    offered: dict[str, tuple[str, ...]] = {}
    found: dict[str, Question] = {}
    for number, entry in enumerate(entries if isinstance(entries, list) else []):
        slug = entry.get("slug") if isinstance(entry, Mapping) else None
        if not isinstance(slug, str) or slug not in questions or slug in found:
            continue
        question = questions[slug]
        if "asked_when" in entry:
            when = _asked_when(entry["asked_when"], f"questions[{number}].asked_when", offered, reader)
            question = replace(question, asked_when=when)
        found[slug] = question
        if question.kind == "yes_no":
            offered[slug] = ("yes", "no")
        elif question.choices:
            offered[slug] = tuple(question.choices)
    return found


def _asked_when(
    spec: Any, path: str, offered: Mapping[str, tuple[str, ...]], reader: ValueReader
) -> AskedWhen | None:
    body = reader.keys(spec, _ASKED_KEYS, path)
    if body is None:
        return None
    slug = reader.required(body, "question", path, lambda value, at: reader.text(value, at))
    if slug is None:
        return None
    if slug not in offered:
        reader.problem(
            f"{path}.question",
            f"{slug[:60]!r} is no question above this one that offers answers.",
            "Name a question of the kind yes_no, one or several that stands above.",
        )
        return None
    if "is" not in body:
        reader.problem(path, "'is' is missing.", "Add 'is' with the answer, or a list of answers.")
        return None
    return AskedWhen(slug, reader.several(body["is"], f"{path}.is", offered[slug]))


def _choices(body: Mapping[str, Any], kind: str | None, path: str, reader: ValueReader) -> dict[str, str]:
    entries = body.get("choices") or []
    if not isinstance(entries, list):
        reader.problem(f"{path}.choices", "This is not a list.", "Write one '- value: …' entry for each.")
        return {}
    if (kind in ("one", "several")) != bool(entries):
        reader.problem(
            f"{path}.choices", f"A question of the kind {kind} needs {'no ' if entries else ''}choices.",
            "Write choices for 'one' and 'several' only.",
        )  # fmt: skip
    choices: dict[str, str] = {}
    for number, entry in enumerate(entries):
        at = f"{path}.choices[{number}]"
        inner = reader.keys(entry, ("value", "label"), at) or {}
        value = reader.required(inner, "value", at, reader.slug)
        label = reader.required(inner, "label", at, reader.text)
        if value in choices:
            reader.problem(at, f"'{value}' stands here twice.", "Give each choice its own value.")
        if value and label:
            choices[value] = label
    return choices


def _document(spec: Any, path: str, reader: ValueReader) -> DocumentKind | None:
    body = reader.keys(spec, _DOCUMENT_KEYS, path)
    if body is None:
        return None
    slug = reader.required(body, "slug", path, reader.slug)
    label = reader.text(body["label"], f"{path}.label") if "label" in body else slug
    return DocumentKind(slug=slug, label=label or slug) if slug else None


def _claim(spec: Any, path: str, vocabulary: Vocabulary, reader: ValueReader) -> Claim | None:
    body = reader.keys(spec, _CLAIM_KEYS, path)
    if body is None:
        return None
    questions = vocabulary.questions
    slug = reader.required(body, "question", path, lambda value, at: reader.choice(value, questions, at))
    node = reader.required(body, "node", path, reader.slug)
    as_ = reader.required(
        body, "as", path, lambda value, at: reader.choice(value, ("months", "yes_no", "option"), at)
    )
    if slug is None or node is None or as_ is None:
        return None
    wanted = {"months": "number", "yes_no": "yes_no", "option": "one"}[as_]
    if questions[slug].kind != wanted:
        reader.problem(
            f"{path}.as", f"'{as_}' does not fit a question of the kind {questions[slug].kind}.",
            f"Ask a question of the kind {wanted}.",
        )  # fmt: skip
    options: dict[str, tuple[str, ...]] = {"reaches": (), "denies": ()}
    for key in options:
        if as_ == "option":
            options[key] = reader.several(body.get(key, []), f"{path}.{key}", questions[slug].choices)
        elif key in body:
            reader.problem(f"{path}.{key}", f"'{key}' belongs to 'as: option'.", "Leave it out.")
    if set(options["reaches"]) & set(options["denies"]):
        reader.problem(path, "One choice both reaches and denies.", "Put each choice on one side.")
    return Claim(question=slug, node=node, as_=as_, reaches=options["reaches"], denies=options["denies"])
