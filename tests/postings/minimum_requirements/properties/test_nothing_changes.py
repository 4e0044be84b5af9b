"""What must not matter: the order of rows and keys, rows typed twice, a job told in two parts, the process that judges."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from postings.minimum_requirements import FactsError, canonical_json
from services.places import PROJECT
from tests.postings.minimum_requirements.properties.posting import (
    judged,
    make_facts,
    make_job,
    make_out_of_class,
    make_paper,
    seen,
)
from tests.postings.minimum_requirements.properties.strategies_facts import facts


def with_rows(application: dict[str, Any], order: list[int]) -> dict[str, Any]:
    """The same application with these of its jobs in this order, and each paper beside its job as before."""
    papers = [
        {**paper, "job": place}
        for place, old in enumerate(order)
        for paper in application["documents"]
        if paper["job"] == old
    ]
    jobs = [application["jobs"][old] for old in order]
    return {**application, "jobs": jobs, "documents": papers}


@given(application=facts(), data=st.data())
def test_the_order_of_rows_changes_nothing(application: Any, data: Any) -> None:
    order = data.draw(st.permutations(range(len(application["jobs"]))))
    assert seen(judged(with_rows(application, order))) == seen(judged(application))


@given(application=facts(most=4), data=st.data())
def test_a_row_typed_twice_changes_nothing(application: Any, data: Any) -> None:
    jobs = len(application["jobs"])
    assume(jobs)
    twice = data.draw(st.integers(0, jobs - 1))
    after = {**application, "jobs": [*application["jobs"], dict(application["jobs"][twice])]}
    assert seen(judged(after)) == seen(judged(application))


@given(application=facts(most=4), data=st.data())
def test_a_job_told_in_two_parts_changes_nothing(application: Any, data: Any) -> None:
    """Two adjacent rows are as good as one; each carries the verdict of the proof of the whole."""
    whole = [
        number
        for number, job in enumerate(application["jobs"])
        if job.get("start") and job.get("end") and len(job["start"]) == len(job["end"]) == 10
        and job["start"] < job["end"]
        # what a paper states of dates and hours governs, so a paper about the whole cannot be shared out
        and not any(paper["job"] == number and paper.get("states") for paper in application["documents"])
        and application["jobs"].count(job) == 1
    ]  # fmt: skip
    assume(whole)
    number = data.draw(st.sampled_from(whole))
    job = application["jobs"][number]
    first, last = date.fromisoformat(job["start"]), date.fromisoformat(job["end"])
    cut = first + timedelta(data.draw(st.integers(0, (last - first).days - 1)))
    parts = [{**job, "end": cut.isoformat()}, {**job, "start": (cut + timedelta(1)).isoformat()}]
    assume(not any(part in application["jobs"] for part in parts))
    jobs = [*application["jobs"], parts[1]]
    jobs[number] = parts[0]
    papers = [
        *application["documents"],
        *({**paper, "job": len(jobs) - 1} for paper in application["documents"] if paper["job"] == number),
    ]
    after = {**application, "jobs": jobs, "documents": papers}
    assert seen(judged(after)) == seen(judged(application))


@given(application=facts(most=3), data=st.data())
def test_the_order_of_keys_changes_no_byte(application: Any, data: Any) -> None:
    turned = _turned(application, data)
    assert turned == application
    assert judged(turned).proof_bytes() == judged(application).proof_bytes()


def _turned(value: Any, data: Any) -> Any:
    if isinstance(value, dict):
        return {key: _turned(value[key], data) for key in data.draw(st.permutations(list(value)))}
    return [_turned(each, data) for each in value] if isinstance(value, list) else value


@given(application=facts(), employer=st.text(max_size=20), title=st.text(max_size=20))
def test_names_of_employers_and_titles_decide_nothing(application: Any, employer: str, title: str) -> None:
    assume("\0" not in employer + title)
    # a number keeps two different rows different, whatever they are called
    jobs = [
        {**job, "employer": f"{employer} {application['jobs'].index(job)}", "title": title}
        for job in application["jobs"]
    ]
    after = {**application, "jobs": jobs, "id": "another"}
    assert seen(judged(after)) == seen(judged(application))


@pytest.mark.parametrize(
    "personal",
    ["name", "given_names", "address", "birth_date", "ethnicity", "gender", "veteran", "disability", "photo"],
)
def test_who_somebody_is_never_reaches_the_evaluation(personal: str) -> None:
    """Not only without effect: such a fact is refused, so that no requirement could ever ask for it."""
    with pytest.raises(FactsError) as refused:
        judged({**make_facts(make_job()), personal: "anything"})
    assert refused.value.path == personal
    with pytest.raises(FactsError) as refused:
        judged(make_facts({**make_job(), personal: "anything"}))
    assert refused.value.path == f"jobs[0].{personal}"


JUDGE = """
import hashlib, json, sys
from tests.postings.minimum_requirements.properties.posting import judged
for line in sys.stdin:
    print(hashlib.sha256(judged(json.loads(line)).proof_bytes()).hexdigest())
"""
APPLICATIONS = [
    make_facts(make_job(), make_job("2024-07", "2025-01", hours_per_week=37.5, title="B")),
    make_facts(make_job(), make_out_of_class(title="C"), documents=[make_paper(1, "unreviewed")]),
    make_facts(make_job(duties={}), make_job(hours_per_week=None, title="D")),
    make_facts(make_job("2023-01-01", None), answers={"option": "none", "customer_service_months": 3.5}),
]


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_another_process_gives_the_same_bytes(seed: str) -> None:
    given = "\n".join(json.dumps(application) for application in APPLICATIONS)
    ran = subprocess.run(
        [sys.executable, "-c", JUDGE],
        cwd=PROJECT, input=given, capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(PROJECT)},
    )  # fmt: skip
    here = [hashlib.sha256(judged(application).proof_bytes()).hexdigest() for application in APPLICATIONS]
    assert ran.stdout.split() == here


@given(application=facts(most=3))
@settings(max_examples=50)
def test_a_proof_is_canonical_and_outlives_a_round_trip(application: Any) -> None:
    result = judged(application)
    assert canonical_json(json.loads(result.proof_bytes())) == result.proof_bytes()
    again = judged(json.loads(canonical_json(application)))
    assert again.proof_bytes() == result.proof_bytes()
