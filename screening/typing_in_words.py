"""The arithmetic of a typing certificate beside what the posting asks. Never a verdict: a person sees both figures."""

from typing import Any

from django.utils.translation import gettext as _

from postings.domain.required_documents import typing_requirement
from postings.models import PostingRevision


def certificate_in_words(typing: dict[str, Any], revision: PostingRevision) -> str:
    """'40 − 2 × 5 = 30 words a minute net; the posting asks 30', or nothing without a certificate's figures.

    What an error costs is the posting's own: 2 words a minute for the City of San Diego (typing certificates).
    Source: the posting's typing requirement.
    """
    gross, errors = typing.get("gross_wpm"), typing.get("errors")
    asked = typing_requirement(revision)
    if gross is None or errors is None or asked is None or asked.penalty is None:
        return ""
    return _(
        "%(gross)s − %(penalty)s × %(errors)s = %(net)s words a minute net; the posting asks %(asked)s"
    ) % {
        "gross": f"{gross:g}",
        "penalty": f"{float(asked.penalty):g}",
        "errors": f"{errors:g}",
        "net": f"{max(float(gross) - float(asked.penalty) * float(errors), 0):g}",
        "asked": f"{float(asked.net_wpm):g}",
    }
