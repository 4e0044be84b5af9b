"""A small posting's data, complete and publishable, to be changed by a test; and the project's own data files."""

from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from postings.data_file import parse_data
from postings.domain.load import Loaded, load_file
from postings.domain.posting_file import read_posting_file
from postings.domain.publish import publish_revision
from postings.models import PostingRevision

AT = datetime(2025, 4, 18, 16, tzinfo=UTC)
OWN_FILES = ("bus-driver", "customer-services-representative", "database-administrator")

SMALL = """
posting:
  slug: clerk
  title: Clerk
  department: {slug: public-utilities, name: Public Utilities}
  class: {slug: clerk, title: Clerk}
revision: {number: 3, date: 2025-04-18, note: New Recruitment Date}
closing: 2026-12-04 17:00
eligible_list: {days: 180}
wage: {low: "24.50", high: "29.52", per: hour}
wage_increases:
  - {percent: "5", effective_on: 2025-07-01, kind: general, text: "5% effective 7/1/25"}
sections:
  job_information: Answers letters.
duties:
  - {tag: clerical, scale: yes_no, label: clerical work, question: "Was this clerical work?"}
questions:
  - slug: phones
    kind: several
    text: "Which phone systems have you used?"
    required: false
    choices: [{value: aspect, label: Aspect}, {value: other, label: Another}]
  - {slug: months, kind: number, text: "How many months?", required: true, limits: {min: 0}, cite: One year of clerical experience.}
documents:
  - {slug: proof, label: Proof of employment, per_job: true, needed: helpful, curable: true}
requirement_sentences:
  - One year of clerical experience.
minimum_requirements:
  settings: {full_time_hours: 40}
  tree:
    id: clerical
    cite: One year of clerical experience.
    experience: {months: 12, where: {duty: clerical}}
highly_desirable:
  - {when: {answer: phones, includes: [aspect]}, points: 2, label: Experience with Aspect}
worked_examples:
  - id: two_years
    why: Two years are enough.
    facts: &two_years
      filed_on: 2025-05-01
      jobs:
        - {employer: A, title: Clerk, start: 2023-01-01, end: 2024-12-31, hours_per_week: 40, kind: regular,
           city_employee: false, duties: {clerical: "yes"}}
    expected: {outcome: met}
  - id: no_work
    why: Without work there is no experience.
    facts: {filed_on: 2025-05-01, jobs: []}
    expected: {outcome: not_met}
"""


def small(**changes: Any) -> dict[str, Any]:
    """The small posting's data with some of its parts replaced."""
    return deepcopy(parse_data(SMALL)) | changes


def own_file(name: str) -> Path:
    return Path(settings.BASE_DIR) / "postings" / "data" / f"{name}.yaml"


def load(data: dict[str, Any], *, at: datetime = AT) -> Loaded:
    return load_file(file=read_posting_file(data), at=at)


def load_and_publish(data: dict[str, Any], *, at: datetime = AT) -> PostingRevision:
    return publish_revision(actor=None, revision_id=load(data, at=at).revision.pk, at=at)
