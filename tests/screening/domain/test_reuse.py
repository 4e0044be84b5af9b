"""Starting from an earlier application: what the new posting asks is copied or offered, and nothing else."""

import pytest

from screening.domain import application as applications
from screening.domain.completeness import missing
from screening.domain.reuse import Copied, earlier_applications, is_untouched, start_from
from screening.domain.reused_answers import take_answers
from screening.enums import Section
from screening.errors import NotAllowed, Refused
from screening.models import History
from tests.factories import (
    DUTIES,
    FILED_AT,
    TREE,
    contact_content,
    make_application,
    make_job,
    make_posting,
    make_submitted_application,
    make_user,
)
from tests.screening.domain.earlier import begun, copied, offered, section

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sent", [True, False])
def test_jobs_are_copied_from_what_was_sent_or_drafted_and_the_contact_stays_the_persons(sent: bool) -> None:
    make = make_submitted_application if sent else make_application
    earlier = make(make_posting(), jobs=[make_job(), make_job("job2", title="Clerk")])
    new = begun(make_posting("second", title="Second"), earlier.applicant)
    assert is_untouched(new) and list(earlier_applications(new)) == [earlier]
    assert copied(new, earlier) == Copied(jobs=2, education=0)
    assert section(new, Section.WORK_HISTORY) == section(earlier, Section.WORK_HISTORY)
    assert (is_untouched(new), new.started_from) == (False, earlier)
    assert Section.CONTACT not in missing(new) and contact_content(new) == contact_content(earlier)
    line = History.objects.get(verb="start_from")
    assert (line.actor, line.facts) == (new.applicant, {"earlier": earlier.pk, "jobs": 2, "education": 0})


def test_a_duty_asked_in_other_words_is_asked_anew_and_one_that_is_not_asked_stays_behind() -> None:
    earlier = make_submitted_application(make_posting())
    clerical = next(duty for duty in DUTIES if duty["tag"] == "clerical")
    other = {
        "tag": "call_center",
        "scale": "yes_no",
        "label": "Calls",
        "question": "Did you take calls all day?",
    }
    new = begun(make_posting("second", duties=[clerical, other]), earlier.applicant)
    copied(new, earlier)
    assert section(new, Section.WORK_HISTORY)["jobs"][0]["duties"] == {"clerical": "yes"}
    assert missing(new)[Section.WORK_HISTORY] == [
        "Call Center Agent: answer 1 more question about your duties. 'Not sure' is an answer."
    ]


def test_whether_a_job_is_still_held_is_asked_again() -> None:
    earlier = make_submitted_application(make_posting(), jobs=[make_job(end=None)])
    new = begun(make_posting("second"), earlier.applicant)
    copied(new, earlier)
    assert "end" not in section(new, Section.WORK_HISTORY)["jobs"][0]
    assert missing(new)[Section.WORK_HISTORY] == [
        "Call Center Agent: add when it ended, or that you still work there."
    ]


def test_education_is_copied_as_far_as_it_is_asked_and_the_rest_is_asked_anew() -> None:
    school = {
        "level": "bachelor",
        "field": "History",
        "completed_on": "2015-06",
        "units": 30,
        "unit_system": "semester",
    }
    licences = [{"kind": "drivers_license", "class": "C"}, {"kind": "crane", "class": "A"}]
    tree = {"all": [{"education": {"level": "associate"}}, {"licence": {"kind": "drivers_license"}}, TREE]}
    earlier = make_application(make_posting(tree=tree))
    applications.save_section(
        actor=earlier.applicant, application_id=earlier.pk, section=Section.EDUCATION,
        content={"education": [school], "licences": licences}, version=0, at=FILED_AT,
    )  # fmt: skip
    certificate = {"all": [*tree["all"], {"certificate": {"kind": "first_aid"}}]}
    new = begun(make_posting("second", tree=certificate), earlier.applicant)
    assert copied(new, earlier) == Copied(jobs=1, education=2)
    assert section(new, Section.EDUCATION) == {
        "education": [{"level": "bachelor", "field": "History", "completed_on": "2015-06"}],
        "licences": [licences[0]],
    }
    assert missing(new)[Section.EDUCATION] == [
        "Look at what is there, add what this posting asks for beside it, and save the page."
    ]
    third = begun(make_posting("third"), earlier.applicant)
    assert copied(third, earlier) == Copied(jobs=1, education=0)
    assert section(third, Section.EDUCATION) == {}


def test_a_second_window_starts_from_no_other_application_and_a_repeat_copies_nothing_twice() -> None:
    first = make_submitted_application(make_posting())
    second = make_submitted_application(make_posting("second"), first.applicant)
    new = begun(make_posting("third"), first.applicant)
    assert (copied(new, first).jobs, copied(new, first).jobs) == (1, 0)
    with pytest.raises(Refused, match="started from another one"):
        copied(new, second)
    assert new.started_from == first
    assert History.objects.filter(verb="start_from", application_id=new.pk).count() == 1


def test_what_is_filled_in_already_is_never_written_over() -> None:
    earlier = make_submitted_application(make_posting())
    new = make_application(make_posting("second"), earlier.applicant, jobs=[make_job("own", title="Own")])
    assert copied(new, earlier) == Copied(jobs=0, education=0)
    assert [job["title"] for job in section(new, Section.WORK_HISTORY)["jobs"]] == ["Own"]


def test_nobody_copies_from_or_into_another_persons_application_or_one_that_was_sent() -> None:
    theirs = make_submitted_application(make_posting(), make_user("other@example.org"))
    mine = begun(make_posting("second"), make_user())
    sent = make_submitted_application(make_posting("third"), mine.applicant)
    with pytest.raises(NotAllowed):
        copied(mine, theirs)
    with pytest.raises(NotAllowed):
        start_from(actor=theirs.applicant, application_id=mine.pk, earlier_id=theirs.pk, at=FILED_AT)
    with pytest.raises(NotAllowed):
        copied(sent, mine)
    with pytest.raises(NotAllowed):
        take_answers(actor=theirs.applicant, application_id=mine.pk, slugs=["a"], shown="", at=FILED_AT)
    assert not mine.sections.exists() and list(earlier_applications(mine)) == [sent]


def test_an_earlier_draft_that_is_deleted_offers_nothing_more() -> None:
    person = make_user()
    earlier = make_application(make_posting(), person)
    new = begun(make_posting("second"), person)
    copied(new, earlier)
    earlier.delete()
    new.refresh_from_db()
    assert (new.started_from, offered(new)) == (None, {})
    assert len(section(new, Section.WORK_HISTORY)["jobs"]) == 1
