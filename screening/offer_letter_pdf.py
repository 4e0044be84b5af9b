"""The letter of a conditional offer as a tagged PDF, signed by name and day by both sides."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from screening import typesetting
from screening.city import city
from screening.city_time import city_day, instant_in_words
from screening.domain.offer_queries import checks_of
from screening.models import Offer
from screening.offer_in_words import check_lines, letter_rows, signatures
from screening.sent_pdf import table_row


def offer_letter_pdf(offer: Offer, *, at: datetime) -> bytes:
    """The letter in the language in force; ``at``: when this copy was made."""
    return typesetting.pdf("sent_application", words(offer, at=at), made_at=at)


def words(offer: Offer, *, at: datetime) -> dict[str, Any]:
    """Everything the template says."""
    application = offer.selection.referral.entry.application
    here, day = city(), city_day(offer.made_at)
    return {
        "language": (get_language() or "en").split("-")[0],
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "title": _("Conditional offer of employment"),
        "office": f"{here['CITY_NAME']}, {offer.vacancy.department}",
        "introduction": [
            _("%(name)s, we offer you this position.") % {"name": application.name},
            conditional(),
        ],
        "key-words": _("What"),
        "value-words": _("Details"),
        "page-words": _("Page {page} of {pages}"),
        "foot": _("Receipt %(receipt)s. This copy was made %(when)s.")
        % {"receipt": application.receipt, "when": instant_in_words(at.replace(second=0, microsecond=0))},
        "facts": [table_row(key, value) for key, value in letter_rows(offer)],
        "blocks": [
            {
                "heading": _("What must be complete before your first day"),
                "rows": [
                    table_row(str(number), line.label)
                    for number, line in enumerate(
                        check_lines(checks_of(offer), application.revision), start=1
                    )
                ],
            },
            {"heading": _("Signatures"), "rows": [table_row(key, value) for key, value in signatures(offer)]},
        ],
    }


def conditional() -> str:
    return _(
        "The offer is conditional: it holds if every check below is completed. Keep your present job until you are told "
        "that you are appointed. This letter is not a contract of employment."
    )
