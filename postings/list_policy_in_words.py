"""How an eligible list is ordered and used, as a posting's readers are told."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from postings.enums import Ranking
from postings.list_policy import ListPolicy


def policy_in_words(policy: ListPolicy) -> list[str]:
    """Whole sentences, in the language in force; what orders the list first."""
    words = []
    if policy.ranking == Ranking.UNRANKED:
        words.append(
            _(
                "The list is not ranked by a score. Its names stand in the order of what the posting calls highly "
                "desirable, and equal ones share a place."
            )
        )
    elif policy.ranking == Ranking.BANDS:
        bands = [
            _("%(band)s (from %(points)s points)") % {"band": band.label, "points": in_points(band.least)}
            for band in policy.bands
        ]
        words.append(
            _("The list has bands: %(bands)s. All names of a band are equal, and a band is sent whole.")
            % {"bands": ", ".join(bands)}
        )
    else:
        words.append(
            ngettext(
                "The list is scored. A department gets the names with the highest score. Equal scores come together.",
                "The list is scored. A department gets the names with the %(count)s highest scores. Equal scores come together.",
                policy.rule_of,
            )
            % {"count": policy.rule_of}
        )
    if credit := policy.veterans_credit:
        words.append(
            _(
                "Veterans who pass get a credit of %(points)s points, and %(more)s with a disability of 15%% or more. "
                "Credit never makes up for a requirement that is not met."
            )
            % {
                "points": in_points(credit.of(disabled=False)),
                "more": in_points(credit.of(disabled=True)),
            }
        )
    if policy.blind_until_interview:
        words.append(
            _(
                "A hiring department sees what qualifies a person, but not the name or the contact details, "
                "until an interview with the person is set."
            )
        )
    return words


def in_points(score: Decimal) -> str:
    """A score without the zeros it does not need: 12, 12.5."""
    return f"{score:f}".rstrip("0").rstrip(".") if "." in f"{score:f}" else f"{score:f}"
