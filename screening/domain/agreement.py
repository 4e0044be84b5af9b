"""How far the machine, the first and the second reviewer agree, by requirement; all of it about reviewers, nothing hidden."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Count, QuerySet

from postings.models import Posting
from screening.domain.case import FOUND
from screening.domain.proof import WHOLE, Proof
from screening.enums import DecisionReason, Outcome
from screening.models import Decision, SecondLook, SecondLookDraw

Pairs = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Agreement:
    """Of ``number`` findings of two, ``agreed`` are the same. ``kappa``: Cohen's, None where chance alone explains all."""

    number: int
    agreed: int
    kappa: float | None

    @property
    def percent(self) -> float | None:
        """To one decimal; None without a finding."""
        return round(100 * self.agreed / self.number, 1) if self.number else None

    def data(self) -> dict[str, Any]:
        return {"n": self.number, "agreed": self.agreed, "percent": self.percent, "kappa": self.kappa}


@dataclass(frozen=True)
class Line:
    """One requirement, the whole first."""

    requirement: str
    words: str
    machine_first: Agreement
    machine_second: Agreement
    first_second: Agreement


def agreement_of(pairs: Pairs) -> Agreement:
    """Counted, with Cohen's kappa = (observed - expected) / (1 - expected). Source: Cohen 1960, Educ. Psychol. Meas. 20.

    >>> agreement_of(Counter({("met", "met"): 20, ("met", "not_met"): 5, ("not_met", "met"): 10, ("not_met", "not_met"): 15}))
    Agreement(number=50, agreed=35, kappa=0.4)
    >>> agreement_of(Counter({("met", "met"): 3}))
    Agreement(number=3, agreed=3, kappa=None)
    """
    number = sum(pairs.values())
    agreed = sum(count for (one, other), count in pairs.items() if one == other)
    if not number:
        return Agreement(0, 0, None)
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for (one, other), count in pairs.items():
        left[one] += count
        right[other] += count
    expected = Fraction(sum(left[key] * right[key] for key in left), number * number)
    if expected == 1:
        return Agreement(number, agreed, None)
    kappa = (Fraction(agreed, number) - expected) / (1 - expected)
    return Agreement(number, agreed, round(float(kappa), 3))


def lines_of(posting: Posting) -> list[Line]:
    """The whole and each requirement that somebody looked at a second time or decided otherwise.

    In a sample the first reviewer's finding is the machine's, because she was about to confirm it; elsewhere she differs
    where her first decision names the requirement for another reason than the evaluation.
    """
    second: dict[str, Pairs] = {WHOLE: Counter()}
    words = {WHOLE: "The minimum requirements as a whole"}
    for look in looks_of(posting).filter(looked_at__isnull=False).iterator(chunk_size=500):
        proof = Proof.recorded(look.evaluation)
        second[WHOLE][FOUND[Outcome(look.evaluation.outcome)], look.finding] += 1
        for node in (node for root in proof.roots for node in root.walk()):
            if node.id in look.findings:
                words[node.id] = node.label
                second.setdefault(node.id, Counter())[node.outcome, look.findings[node.id]] += 1
    whole, differed, number = _first_decisions(posting)
    for requirement in differed:
        words.setdefault(requirement, requirement.replace("_", " ").capitalize())
    return [
        Line(
            requirement,
            said,
            agreement_of(whole)
            if requirement == WHOLE
            else Agreement(number, number - differed[requirement], None),
            agreement_of(second.get(requirement, Counter())),
            agreement_of(second.get(requirement, Counter())),
        )
        for requirement, said in words.items()
    ]


def looks_of(posting: Posting) -> QuerySet[SecondLook]:
    """Everything that was set aside, in the order of the draws."""
    return (
        SecondLook.objects.filter(draw__posting=posting)
        .select_related("application", "evaluation", "first_reviewer", "looked_by", "ended_by")
        .order_by("pk")
    )


def draws_of(posting: Posting) -> QuerySet[SecondLookDraw]:
    return SecondLookDraw.objects.filter(posting=posting).select_related("drawn_by").order_by("pk")


def draw_data(row: SecondLookDraw) -> dict[str, Any]:
    """What it takes to draw the same again."""
    return {
        "draw": row.pk,
        "seed": row.seed,
        "percent": row.percent,
        "receipts": row.receipts,
        "drawn_by": str(row.drawn_by),
        "drawn_at": row.drawn_at,
    }


def look_data(row: SecondLook) -> dict[str, Any]:
    return {
        "draw": row.draw_id,
        "receipt": row.application.receipt,
        "evaluation": row.evaluation_id,
        "evaluation_found": row.evaluation.outcome,
        "first_reviewer": str(row.first_reviewer),
        "second_reviewer": str(row.looked_by or ""),
        "looked_at": row.looked_at,
        "findings": row.findings,
        "finding": row.finding,
        "requirement": row.requirement,
        "note": row.note,
        "decision": row.decision_id,
        "ended_by": str(row.ended_by or ""),
        "ended_at": row.ended_at,
    }


def by_requirement(lines: Iterable[Line]) -> dict[str, Any]:
    """The same figures for a file."""
    return {
        line.requirement: {
            "words": line.words,
            "machine_and_first": line.machine_first.data(),
            "machine_and_second": line.machine_second.data(),
            "first_and_second": line.first_second.data(),
        }
        for line in lines
    }


def _first_decisions(posting: Posting) -> tuple[Pairs, Counter[str], int]:
    """Machine and first reviewer on the whole where the machine decided, how often a requirement was named otherwise, of how many."""
    # what another person decided after a second look is no first finding
    rows = Decision.objects.filter(
        application__posting=posting, replaces__isnull=True, second_look__isnull=True
    )
    whole: Pairs = Counter()
    for found, finding, count in (
        rows.order_by().values_list("evaluation__outcome", "finding").annotate(n=Count("pk"))
    ):
        if (expected := FOUND.get(Outcome(found))) is not None:
            whole[expected, finding] += count
    otherwise = rows.exclude(reason=DecisionReason.AS_EVALUATED).exclude(requirement="")
    named = otherwise.filter(evaluation__outcome__in=list(FOUND)).order_by()
    differed = Counter(dict(named.values_list("requirement").annotate(n=Count("pk"))))
    return whole, differed, sum(whole.values())
