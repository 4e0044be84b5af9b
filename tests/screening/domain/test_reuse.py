"""Starting from an earlier application: what the new posting asks is copied or offered, and nothing else."""

from typing import Any

import pytest
from django.core.files.base import ContentFile

from postings.models import Posting
from screening.domain import application as applications
from screening.domain import document as documents
from screening.domain.completeness import missing
from screening.domain.facts import facts_of
from screening.domain.reuse import Copied, earlier_applications, is_untouched, start_from
from screening.domain.reused_answers import as_offered, offers, take_answers
from screening.enums import DocumentFinding, Section
from screening.errors import NotAllowed, Refused
from screening.models import Application, DocumentInspection, History, User
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

pytestmark = pytest.mark.django_db
ONE = [{"value": "a", "label": "Days"}, {"value": "b", "label": "Nights"}]


def question(slug: str, kind: str = "yes_no", text: str = "", **more: Any) -> dict[str, Any]:
    return {"slug": slug, "kind": kind, "text": text or f"About {slug}?", "required": True, **more}


def posting_with(slug: str, *questions: dict[str, Any], **parts: Any) -> Posting:
    return make_posting(slug, title=slug.title(), questions=questions, highly_desirable=[], **parts)


def begun(posting: Posting, person: User) -> Application:
    return applications.start(actor=person, posting_id=posting.pk, at=FILED_AT)


def copied(into: Application, earlier: Application) -> Copied:
    found = start_from(actor=into.applicant, application_id=into.pk, earlier_id=earlier.pk, at=FILED_AT)
    into.refresh_from_db()
    return found


def section(application: Application, which: Section) -> dict[str, Any]:
    row = application.sections.filter(section=which).first()
    return row.content if row else {}


def offered(application: Application) -> dict[str, Any]:
    return {each.question.slug: each.answer for each in offers(application, application.started_from)}


def take(application: Application, *slugs: str, shown: str | None = None) -> int:
    return take_answers(
        actor=application.applicant,
        application_id=application.pk,
        slugs=list(slugs),
        shown=as_offered(offers(application, application.started_from)) if shown is None else shown,
        at=FILED_AT,
    )


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


def test_answers_to_the_same_questions_are_offered_and_count_only_when_they_are_taken() -> None:
    same, other_words, other_kind = question("license"), question("shift"), question("years")
    earlier = make_submitted_application(
        posting_with("first", same, other_words, other_kind, question("gone")),
        answers={"license": "yes", "shift": "yes", "years": "yes", "gone": "no"},
    )
    new = begun(
        posting_with(
            "second", question("shift", text="At night?"), question("years", "number"), same, question("new")
        ),
        earlier.applicant,
    )
    copied(new, earlier)
    assert offered(new) == {"license": "yes"}
    assert section(new, Section.QUESTIONS) == {}
    assert facts_of(new, filed_on=FILED_AT.date())["answers"] == {}
    assert len(missing(new)[Section.QUESTIONS]) == 4
    assert take(new, "license", "shift") == 1
    assert section(new, Section.QUESTIONS) == {"answers": {"license": "yes"}}
    assert (offered(new), len(missing(new)[Section.QUESTIONS])) == ({}, 3)
    assert History.objects.get(verb="take_answers").facts == {"earlier": earlier.pk, "questions": ["license"]}


def test_a_question_of_the_bank_is_the_same_under_another_name_and_in_newer_words() -> None:
    before = question("when", "one", "Which shift?", choices=ONE, bank="shifts", bank_version=1)
    relabelled = [ONE[0], {"value": "b", "label": "Evenings"}]
    now = question(
        "shift", "one", "Which shift suits you?", choices=relabelled, bank="shifts", bank_version=2
    )
    for number, (answer, expected) in enumerate([("a", {"shift": "a"}), ("b", {})]):
        person = make_user(f"p{number}@example.org")
        earlier = make_submitted_application(
            posting_with(f"first{number}", before), person, answers={"when": answer}
        )
        new = begun(posting_with(f"second{number}", now), person)
        copied(new, earlier)
        assert offered(new) == expected
        assert [each.asked_before for each in offers(new, earlier)] == ["Which shift?"] * len(expected)


@pytest.mark.parametrize(
    ("kind", "limits", "answer", "fits"),
    [
        ("number", {"max": 5}, 5, True),
        ("number", {"max": 5}, 6, False),
        ("number", {"min": 2}, 1, False),
        ("text", {"max_length": 3}, "abc", True),
        ("text", {"max_length": 3}, "abcd", False),
        ("date", {}, "2020-05", True),
    ],
)
def test_an_answer_that_the_new_posting_would_refuse_is_not_offered(
    kind: str, limits: dict[str, int], answer: Any, fits: bool
) -> None:
    earlier = make_application(posting_with("first", question("it", kind)), answers={"it": answer})
    new = begun(posting_with("second", question("it", kind, limits=limits)), earlier.applicant)
    copied(new, earlier)
    assert offered(new) == ({"it": answer} if fits else {})


def test_a_hidden_question_offers_nothing_and_a_hidden_answer_is_not_offered() -> None:
    asked = question("since", "number", asked_when={"question": "license", "is": "yes"})
    hidden = make_submitted_application(
        posting_with("first", question("license"), asked), answers={"license": "no", "since": 3}
    )
    new = begun(posting_with("second", question("license"), asked), hidden.applicant)
    copied(new, hidden)
    assert offered(new) == {"license": "no"}
    person = make_user("two@example.org")
    shown = make_submitted_application(
        posting_with("third", question("license"), asked), person, answers={"license": "yes", "since": 3}
    )
    new = make_application(
        posting_with("fourth", question("license"), asked), person, answers={"license": "no"}
    )
    copied(new, shown)
    assert offered(new) == {}


def test_an_answer_given_since_stays_and_a_page_that_no_longer_holds_takes_nothing() -> None:
    person = make_user()
    earlier = make_application(
        posting_with("first", question("a"), question("b")), person, answers={"a": "yes"}
    )
    new = begun(posting_with("second", question("a"), question("b")), person)
    copied(new, earlier)
    shown = as_offered(offers(new, new.started_from))
    applications.save_section(
        actor=person, application_id=earlier.pk, section=Section.QUESTIONS,
        content={"answers": {"a": "no"}}, version=1, at=FILED_AT,
    )  # fmt: skip
    with pytest.raises(Refused, match="changed since this page was opened"):
        take(new, "a", shown=shown)
    assert section(new, Section.QUESTIONS) == {}
    applications.save_section(
        actor=person, application_id=new.pk, section=Section.QUESTIONS,
        content={"answers": {"a": "yes"}}, version=0, at=FILED_AT,
    )  # fmt: skip
    assert take(new, "a") == 0
    assert section(new, Section.QUESTIONS) == {"answers": {"a": "yes"}}


def test_a_file_is_offered_by_its_name_and_taken_as_a_new_paper_that_is_inspected_anew() -> None:
    file = question("resume", "file", bank="resume", bank_version=1)
    person = make_user()
    earlier = make_application(posting_with("first", file), person, answers={})
    papers = [
        documents.receive(
            actor=person, application_id=earlier.pk, kind="resume",
            file=ContentFile(b"%PDF-1.4\n" + b"\n" * number + b"%%EOF", f"cv{number}.pdf"), at=FILED_AT,
        )
        for number in range(2)
    ]  # fmt: skip
    DocumentInspection.objects.filter(document=papers[1]).update(finding=DocumentFinding.INFECTED)
    new = begun(posting_with("second", {**file, "slug": "cv"}), person)
    copied(new, earlier)
    assert offered(new) == {"cv": [papers[0].sha256]}
    assert [paper.original_name for each in offers(new, earlier) for paper in each.files] == ["cv0.pdf"]
    assert (take(new), new.documents.count()) == (0, 0)
    assert take(new, "cv") == 1
    paper = new.documents.get()
    assert (paper.kind, paper.original_name, paper.sha256) == ("cv", "cv0.pdf", papers[0].sha256)
    assert (paper.file.name != papers[0].file.name, paper.inspection.finding) == (True, "usable")
    assert facts_of(new, filed_on=FILED_AT.date())["answers"] == {"cv": [papers[0].sha256]}
    new = Application.objects.get(pk=new.pk)
    assert (offered(new), take(new, "cv"), new.documents.count()) == ({}, 0, 1)


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
