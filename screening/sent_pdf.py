"""The PDF of exactly what was sent: the words of the kept copy, in the language in which it was signed."""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from postings.domain.spoken import spoken
from screening import typesetting
from screening.answers_in_words import Summary, summaries_of
from screening.city import city
from screening.city_time import city_day, day_in_words, instant_in_words
from screening.domain.sent_copy import content_of, fingerprint, note_issued
from screening.models import Application, Document, SentCopy


def issue(copy: SentCopy, *, at: datetime) -> bytes:
    """The file for its owner; its digest is remembered, so that a changed one can be told from it."""
    made = sent_pdf(copy)
    note_issued(copy, sha256=hashlib.sha256(made).hexdigest(), at=at)
    return made


def sent_pdf(copy: SentCopy) -> bytes:
    """The file, made from the copy alone: the same copy gives the same bytes."""
    content = content_of(copy)
    with translation.override(content["language"]):
        data = words(copy, content)
    return typesetting.pdf("sent_application", data, made_at=copy.made_at)


def words(copy: SentCopy, content: dict[str, Any]) -> dict[str, Any]:
    """Everything the template says, in the language in force."""
    revision = spoken(copy.submission.revision)
    day = city_day(copy.made_at)
    pseudo = Application(pk=copy.submission.application_id, revision=revision)
    papers = [
        Document(**{name: paper[name] for name in ("kind", "job_key", "original_name", "sha256")})
        for paper in content["documents"]
    ]
    here = city()
    address = settings.SITE_URL + reverse("verify")
    return {
        "language": content["language"].split("-")[0],
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "title": _("Application for %(posting)s") % {"posting": content["posting"]},
        "office": f"{here['CITY_NAME']} {here['CITY_DEPARTMENT']}",
        "introduction": [
            _("This is what the applicant sent, word for word."),
            *_signs_without_a_picture(content),
        ],
        "key-words": _("Question"),
        "value-words": _("Answer"),
        "page-words": _("Page {page} of {pages}"),
        "foot": _("Receipt %(receipt)s, code %(code)s") % {"receipt": content["receipt"], "code": copy.code},
        "facts": [
            table_row(_("Receipt number"), content["receipt"]),
            table_row(_("Received"), instant_in_words(copy.made_at)),
            table_row(_("Position"), content["posting"]),
            table_row(_("Text of the posting"), revision.label),
        ],
        "blocks": [summary_block(summary) for summary in summaries_of(pseudo, content["sections"], papers, digests=True)],
        "certificate": {
            "heading": _("Certified and sent"),
            "statement": content["statement"],
            "rows": [
                table_row(_("Signed by typing the name"), content["certified_name"]),
                table_row(_("On"), day_in_words(day)),
            ],
        },
        "verify": {
            "heading": _("How to check this paper"),
            "lines": [
                _("Open %(address)s and type the code. The page says which posting, which day and which fingerprint "
                  "belong to the code. They must be the same as here.") % {"address": address},
                _("The fingerprint stands for every answer at once. To be sure that nobody changed a word of this "
                  "file, choose the file on the same page: one changed letter shows."),
            ],
            "rows": [table_row(_("Code"), copy.code), table_row(_("Fingerprint"), fingerprint(copy))],
        },
    }  # fmt: skip


def table_row(key: str, value: str) -> dict[str, Any]:
    """A word and its value, each line of it set by itself, as templates/pdf/sent_application.typ reads it."""
    return {"key": str(key), "lines": str(value).replace("\r\n", "\n").replace("\r", "\n").split("\n")}


def summary_block(summary: Summary) -> dict[str, Any]:
    """A heading with its rows; what has no answer says so."""
    rows = []
    for row in summary.rows:
        given = [str(line) for line in row["lines"]] if row.get("lines") else [str(row.get("value") or "")]
        rows.append(table_row(row["key"], "\n".join(given).strip() or _("Not answered")))
    return {"heading": str(summary.heading), "rows": rows}


def _signs_without_a_picture(content: dict[str, Any]) -> list[str]:
    """Says so where a sign is printed by its number."""
    count = sum(typesetting.drawable(text) != text for text in _texts(content))
    if not count:
        return []
    return [
        ngettext(
            "In one answer, a character that cannot be printed is shown by its Unicode number, as in [U+202E]. The City "
            "keeps the answer as it was typed.",
            "In %(count)s answers, a character that cannot be printed is shown by its Unicode number, as in [U+202E]. "
            "The City keeps the answers as they were typed.",
            count,
        )
        % {"count": count}
    ]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value.replace("\r", "")]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for each in inner for text in _texts(each)]
