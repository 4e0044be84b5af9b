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


def rule_in_words(revision: PostingRevision) -> str:
    """How a corrected speed is reckoned and when a certificate counts, with this posting's own figures."""
    asked = typing_requirement(revision)
    said = [_("Corrected speed is what is left after errors are taken off.")]
    if asked is not None and asked.penalty is not None:
        penalty = float(asked.penalty)
        said.append(
            _(
                "On a certificate it is: words a minute − %(penalty)s × errors. For example 40 words a minute with "
                "5 errors give 40 − %(penalty)s × 5 = %(net)s."
            )
            % {"penalty": f"{penalty:g}", "net": f"{max(40 - penalty * 5, 0):g}"}
        )
    if asked is not None and asked.minutes is not None and asked.max_errors is not None:
        said.append(
            _(
                "A certificate counts with a test of at least %(minutes)s minutes and at most %(errors)s errors."
            )
            % {"minutes": f"{float(asked.minutes):g}", "errors": asked.max_errors}
        )
    return " ".join(said)
