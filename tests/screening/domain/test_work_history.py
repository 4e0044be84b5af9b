"""Each job has a version of its own: tabs on two jobs do not meet, tabs on one job do."""

from typing import Any

import pytest
from django.core.files.base import ContentFile

from screening.domain import document as documents
from screening.domain.work_history import MOST_JOBS, remove_job, save_duties, save_job, version_of
from screening.enums import Section
from screening.errors import NotAllowed, OlderVersion, Refused
from screening.models import Application, User
from tests.factories import (
    FILED_AT,
    make_application,
    make_job,
    make_posting,
    make_submitted_application,
    make_user,
)

pytestmark = pytest.mark.django_db
SAID = {"employer": "Harbor", "title": "Clerk"}


@pytest.fixture
def draft(db: None) -> Application:
    return make_application(make_posting(), jobs=[make_job("one"), make_job("two")])


def save(draft: Application, key: str, version: int, actor: User | None = None, **said: Any) -> int:
    return save_job(
        actor=actor or draft.applicant,
        application_id=draft.pk,
        key=key,
        said=SAID | said,
        version=version,
        at=FILED_AT,
    ).version


def answer(draft: Application, key: str, version: int, **duties: str) -> int:
    return save_duties(
        actor=draft.applicant, application_id=draft.pk, key=key, duties=duties, version=version, at=FILED_AT
    ).version


def jobs(draft: Application) -> dict[str, dict[str, Any]]:
    content = draft.sections.get(section=Section.WORK_HISTORY).content
    return {job["key"]: job for job in content["jobs"]}


def section_version(draft: Application) -> int:
    return draft.sections.get(section=Section.WORK_HISTORY).version


def test_two_tabs_on_two_jobs_do_not_hold_each_other_up(draft: Application) -> None:
    assert (save(draft, "one", 1), save(draft, "two", 1, title="Cook"), save(draft, "three", 0)) == (2, 2, 1)
    assert [job["title"] for job in jobs(draft).values()] == ["Clerk", "Cook", "Clerk"]
    assert section_version(draft) == 4


def test_two_tabs_on_one_job_meet_and_the_newer_is_shown(draft: Application) -> None:
    save(draft, "one", 1)
    with pytest.raises(OlderVersion) as older:
        save(draft, "one", 1, title="Cook")
    assert (older.value.saved.version, older.value.saved.content["title"]) == (2, "Clerk")
    with pytest.raises(OlderVersion):
        answer(draft, "one", 1, clerical="no")
    assert (jobs(draft)["one"]["title"], jobs(draft)["one"]["duties"]["clerical"]) == ("Clerk", "yes")
    assert save(draft, "one", 2, title="Cook") == 3


def test_the_same_again_changes_nothing_and_the_duties_stay_when_the_job_is_saved(draft: Application) -> None:
    assert answer(draft, "one", 1, clerical="no") == 2
    assert save(draft, "one", 2) == 3
    assert (save(draft, "one", 1), answer(draft, "one", 1, clerical="no")) == (3, 3)
    assert jobs(draft)["one"] == {**SAID, "key": "one", "duties": {"clerical": "no"}, "version": 3}
    assert section_version(draft) == 3


def test_a_job_removed_in_another_tab_does_not_come_back_unseen(draft: Application) -> None:
    remove_job(actor=draft.applicant, application_id=draft.pk, key="one", at=FILED_AT)
    with pytest.raises(OlderVersion) as older:
        save(draft, "one", 1)
    assert (older.value.saved.content, older.value.saved.version) == ({}, 0)
    assert answer(draft, "one", 0, clerical="no") == 0
    assert list(jobs(draft)) == ["two"]
    assert save(draft, "one", 0) == 1
    assert list(jobs(draft)) == ["two", "one"]


def test_the_first_job_makes_the_section_and_there_is_a_most(draft: Application) -> None:
    draft.sections.filter(section=Section.WORK_HISTORY).delete()
    assert (save(draft, "first", 0), section_version(draft)) == (1, 1)
    section = draft.sections.get(section=Section.WORK_HISTORY)
    section.content = {"jobs": [make_job(f"job{number}") for number in range(MOST_JOBS)]}
    section.save()
    with pytest.raises(Refused, match="up to 60 jobs"):
        save(draft, "more", 0)
    assert len(jobs(draft)) == MOST_JOBS


def test_a_job_that_a_document_is_about_stays(draft: Application) -> None:
    documents.receive(
        actor=draft.applicant, application_id=draft.pk, kind="oca_documentation", job_key="one",
        file=ContentFile(b"%PDF-1.4\n%%EOF", "oca.pdf"), at=FILED_AT,
    )  # fmt: skip
    with pytest.raises(Refused, match="The document oca.pdf is about this job"):
        remove_job(actor=draft.applicant, application_id=draft.pk, key="one", at=FILED_AT)
    assert list(jobs(draft)) == ["one", "two"]


def test_nobody_saves_a_job_of_another_person_or_of_what_was_sent(draft: Application) -> None:
    stranger = make_user("stranger@example.org")
    sent = make_submitted_application(make_posting("second"), draft.applicant)
    for application, person in ((draft, stranger), (sent, draft.applicant)):
        with pytest.raises(NotAllowed):
            save(application, "one", 1, actor=person)
        with pytest.raises(NotAllowed):
            remove_job(actor=person, application_id=application.pk, key="one", at=FILED_AT)
        with pytest.raises(NotAllowed):
            save_duties(
                actor=person, application_id=application.pk, key="one", duties={}, version=1, at=FILED_AT
            )


def test_a_job_that_was_saved_before_jobs_had_versions_has_the_first() -> None:
    assert [version_of(job) for job in ({}, {"key": "one"}, {"key": "one", "version": 7})] == [0, 1, 7]
