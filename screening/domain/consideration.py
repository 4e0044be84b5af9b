"""Which names of an eligible list go to a vacancy, and for every name why it is in or out."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from postings.enums import Ranking
from postings.list_policy import ListPolicy
from screening.city_time import city_day, day_on_record
from screening.domain import interview_criteria, removal_queries, standing
from screening.domain.interview_criteria import Criterion
from screening.domain.offer_queries import appointed_from
from screening.domain.queries import entries_of
from screening.models import (
    EligibleList,
    EligibleListEntry,
    Referral,
    Selection,
    Vacancy,
)

SMALL_POOL = 5
"""Below this many names one different answer changes who is interviewed; cells under 5 are small in 29 CFR 1607.4D too."""


@dataclass(frozen=True)
class Considered:
    """One name of the eligible list: whether it is sent, by which rule (``code``), and why in words."""

    entry: EligibleListEntry
    is_in: bool
    code: str
    why: str

    def as_json(self) -> dict[str, Any]:
        return {"entry": self.entry.pk, "in": self.is_in, "code": self.code, "why": self.why}


@dataclass(frozen=True)
class Consideration:
    """Every name of an eligible list, in the list's order, as one filter and one number of names leave it."""

    considered: tuple[Considered, ...]

    @cached_property
    def counts(self) -> Counter[str]:
        """How many names each rule kept in or out, by code."""
        return Counter(one.code for one in self.considered)

    @cached_property
    def sent(self) -> list[EligibleListEntry]:
        return [one.entry for one in self.considered if one.is_in]

    @property
    def passing(self) -> int:
        """How many names the filter itself leaves, before the cut."""
        return self.counts["in"] + self.counts["after_cut"]

    @property
    def is_small(self) -> bool:
        """Whether the filter narrowed the list to so few names that a caution is due."""
        return bool(self.counts["criteria"]) and self.passing < SMALL_POOL


def consider(
    eligible_list: EligibleList, for_vacancy: Vacancy, criteria: Sequence[Criterion], names: int, *, day: date
) -> Consideration:
    """Which names a list issued on a day would send, and why for every name. Equal places at the cut come together."""
    entries = list(
        _entries(eligible_list, facts=any(one.kind != interview_criteria.POINTS for one in criteria))
    )
    sent_before = dict(
        Referral.objects.filter(interview_list__vacancy=for_vacancy).values_list(
            "entry__person_id", "interview_list__number"
        )
    )
    selected = set(
        Selection.objects.filter(
            ended_at__isnull=True, person__list_entries__eligible_list=eligible_list
        ).values_list("person_id", flat=True)
    )
    resting = standing.live_on(entries, day)
    appointed = appointed_from(eligible_list)
    off = removal_queries.removed(entries)
    out: dict[int, tuple[str, str]] = {}
    for entry in entries:
        if entry.person_id in sent_before:
            number = sent_before[entry.person_id]
            out[entry.pk] = "sent_before", f"Sent for this vacancy before, on interview list {number}."
        elif entry.pk in off:
            out[entry.pk] = "removed", removal_queries.in_words(off[entry.pk])
        elif entry.pk in appointed:
            day_of = day_on_record(city_day(appointed[entry.pk]))
            out[entry.pk] = "appointed", f"Appointed from this list on {day_of}."
        elif entry.expires_on is not None and entry.expires_on < day:
            out[entry.pk] = "over", f"Its own last day on this list was {day_on_record(entry.expires_on)}."
        elif entry.application_id in resting:
            change = resting[entry.application_id]
            out[entry.pk] = change.kind, standing.in_words(change)
        elif entry.person_id in selected:
            out[entry.pk] = "selected", "Selected for a vacancy already."
        elif lacking := _lacking(entry, criteria):
            out[entry.pk] = "criteria", f"Left out by the filter: {lacking}."
    passing = [entry for entry in entries if entry.pk not in out]
    policy = ListPolicy.of(eligible_list.revision.list_policy)
    cut = policy.last_place([entry.position for entry in passing], names)
    ahead = sum(entry.position <= cut for entry in passing)
    considered = []
    for entry in entries:
        if entry.pk in out:
            considered.append(Considered(entry, False, *out[entry.pk]))
        elif entry.position > cut:
            why = f"Passes the filter, but {_place(entry, policy)} stands after the last place sent, {cut}."
            if policy.ranking == Ranking.SCORED:
                why += f" The rule of {policy.rule_of} sends the first {policy.rule_of} scores that are left."
            considered.append(Considered(entry, False, "after_cut", why))
        else:
            tied = ahead > names and entry.position == cut and policy.ranking != Ranking.SCORED
            why = f"Passes the filter at {_place(entry, policy)}" + (
                ", which it shares at the cut." if tied else "."
            )
            considered.append(Considered(entry, True, "in", why))
    return Consideration(tuple(considered))


def _place(entry: EligibleListEntry, policy: ListPolicy) -> str:
    """'place 4', and its band where the list has bands; never the score, which would tell who has veterans' credit."""
    band = policy.band_of(entry.score)
    return f"place {entry.position} ({band})" if band else f"place {entry.position}"


def _entries(eligible_list: EligibleList, *, facts: bool) -> QuerySet[EligibleListEntry]:
    rows = entries_of(eligible_list)
    return rows.select_related("decision__evaluation__submission") if facts else rows


def _lacking(entry: EligibleListEntry, criteria: Sequence[Criterion]) -> str:
    if not criteria:
        return ""
    needs_facts = any(one.kind != interview_criteria.POINTS for one in criteria)
    facts = json.loads(entry.decision.evaluation.submission.facts) if needs_facts else {}
    lacks = [(one.label, one.lacks(facts, entry.points)) for one in criteria]
    return "; ".join(f"{label} ({why})" for label, why in lacks if why)
