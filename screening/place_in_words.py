"""What an applicant is told about the place that a list's policy gives them: how the list is ordered, and their own score."""

from django.utils.translation import gettext as _

from postings.domain.spoken import spoken
from postings.enums import Ranking
from postings.list_policy import ListPolicy
from postings.list_policy_in_words import in_points, policy_in_words
from screening.models import EligibleListEntry


def place_in_words(entry: EligibleListEntry) -> list[str]:
    """Whole sentences in the language in force; of others on the list nothing is told."""
    policy = ListPolicy.of(spoken(entry.eligible_list.revision).list_policy)
    words = policy_in_words(policy)
    if policy.ranking == Ranking.UNRANKED:
        return words
    score = {"score": in_points(entry.score), "credit": in_points(entry.credit)}
    if entry.credit:
        words.append(_("Your score is %(score)s, with %(credit)s points of veterans' credit.") % score)
    else:
        words.append(_("Your score is %(score)s.") % score)
    if band := policy.band_of(entry.score):
        words.append(_("Your band is: %(band)s.") % {"band": band})
    return words
