"""Each kind of question has its field, in one table; a section keeps what was given and says what belongs together."""

from typing import Any

import pytest
from django.http import QueryDict

from postings.enums import QuestionKind
from screening.forms.applicant.education import education_form
from screening.forms.applicant.job import JobForm, duties_form
from screening.forms.applicant.questions import BUILDERS, questions_form
from screening.forms.applicant.typing import TypingForm
from tests.factories import DUTIES, make_posting

pytestmark = pytest.mark.django_db
CHOICES = [{"value": "day", "label": "Day"}, {"value": "night", "label": "Night"}]
EVERY_KIND: tuple[dict[str, Any], ...] = tuple(
    {
        "slug": kind.value,
        "kind": kind,
        "text": f"{kind.label}?",
        "choices": CHOICES if kind in (QuestionKind.ONE, QuestionKind.SEVERAL) else [],
    }
    for kind in QuestionKind
)
EDUCATION = {
    "all": [
        {"id": "degree", "label": "A degree", "education": {"level": "associate", "fields": ["Accounting"]}},
        {"id": "licence", "label": "A license", "licence": {"kind": "driver"}},
    ]
}


def revision_id(**parts: Any) -> int:
    revision = make_posting(
        questions=(), documents=(), out_of_class_document=None, highly_desirable=[], **parts
    ).current_revision
    assert revision is not None
    return revision.pk


def every_kind() -> Any:
    revision = make_posting(questions=EVERY_KIND, highly_desirable=[]).current_revision
    assert revision is not None
    return questions_form(revision.pk)


def test_every_kind_of_question_has_a_builder() -> None:
    assert set(BUILDERS) == set(QuestionKind)


def test_every_kind_is_read_as_facts_hold_it() -> None:
    given = {
        "yes_no": "yes",
        "one": "day",
        "several": ["day", "night"],
        "number": "12.50",
        "date_month": "2",
        "date_day": "",
        "date_year": "2024",
        "text": " a line ",
        "long_text": "two\r\nlines",
    }
    form = every_kind()(querydict(given))
    assert form.is_valid(), form.errors
    assert form.content() == {
        "answers": {
            "yes_no": "yes",
            "one": "day",
            "several": ["day", "night"],
            "number": 12.5,
            "text": "a line",
            "long_text": "two\r\nlines",
            "date": "2024-02",
        }
    }


def test_nothing_is_asked_twice_and_nothing_is_needed_to_save() -> None:
    form = every_kind()(querydict({}))
    assert form.is_valid()
    assert form.content() == {"answers": {}}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"yes_no": "maybe"}, {"yes_no": ["Choose one of the answers that are offered."]}),
        ({"one": "dusk"}, {"one": ["Choose one of the answers that are offered."]}),
        ({"several": ["day", "dusk"]}, {"several": ["Choose one of the answers that are offered."]}),
        ({"number": "1e400"}, {"number": ["Enter 1000000 or less."]}),
        ({"number": "inf"}, {"number": ["Enter a number with the digits 0 to 9, for example 12."]}),
        ({"number": "٣"}, {"number": ["Enter a number with the digits 0 to 9, for example 12."]}),
        ({"number": "1.005"}, {"number": ["Enter at most two digits after the point."]}),
        ({"text": "x" * 201}, {"text": ["Shorten this to at most 200 characters."]}),
        ({"long_text": "x" * 4001}, {"long_text": ["Shorten this to at most 4,000 characters."]}),
    ],
)
def test_what_cannot_be_read_is_said_once(given: dict[str, Any], words: dict[str, list[str]]) -> None:
    assert every_kind()(querydict(given)).errors == words


def test_a_revisions_form_is_built_once() -> None:
    of = revision_id()
    assert questions_form(of) is questions_form(of)
    assert duties_form(of) is duties_form(of)


def test_each_duty_of_the_vocabulary_is_asked_with_its_scale() -> None:
    fields = duties_form(
        revision_id(duties=[*DUTIES, {"tag": "t", "scale": "primary", "label": "T"}])
    ).base_fields
    assert {
        name: [value for value, _ in field.choices] for name, field in fields.items() if name != "version"
    } == {
        "clerical": ["yes", "no", "unsure"],
        "call_center": ["yes", "no", "unsure"],
        "t": ["primary", "sometimes", "no", "unsure"],
    }


def test_typing_keeps_what_belongs_to_the_source() -> None:
    given = {
        "source": "certificate",
        "net_wpm": "99",
        "gross_wpm": "41",
        "errors": "6",
        "minutes": "5",
        "supervised": "no",
    }
    certificate = TypingForm(given)
    assert certificate.is_valid()
    assert certificate.content() == {
        "source": "certificate",
        "gross_wpm": 41,
        "errors": 6,
        "minutes": 5,
        "supervised": False,
    }
    known = TypingForm({**given, "source": "self_reported"})
    assert known.is_valid()
    assert known.content() == {"source": "self_reported", "net_wpm": 99}


def test_only_the_education_that_the_tree_speaks_of_is_asked() -> None:
    form_class = education_form(revision_id(tree=EDUCATION))
    assert form_class.parts == ("education", "licences")
    form = form_class(
        {
            "education_0_level": "associate",
            "education_0_field": "Accounting",
            "licences_0_kind": "driver",
            "licences_0_issued_on_month": "3",
            "licences_0_issued_on_year": "2019",
        }
    )
    assert form.is_valid(), form.errors
    content = form.content()
    assert content == {
        "education": [{"level": "associate", "field": "Accounting"}],
        "licences": [{"kind": "driver", "issued_on": "2019-03"}],
    }
    assert form_class.initial_of(content)["licences_0_issued_on"] == "2019-03"


def test_an_entry_without_its_kind_is_not_dropped_unsaid() -> None:
    form = education_form(revision_id(tree=EDUCATION))({"education_1_country": "Mexico"})
    assert form.errors == {"education_1_level": ["Choose one, or take out what you entered for it below."]}


def test_an_empty_page_of_education_says_none() -> None:
    form = education_form(revision_id(tree=EDUCATION))({})
    assert form.is_valid() and form.content() == {"education": [], "licences": []}


def test_a_job_keeps_a_month_as_a_month_and_still_held_as_no_end() -> None:
    form = JobForm({"start_month": "6", "start_day": "", "start_year": "2021", "still": "on"})
    assert form.is_valid() and form.content() == {"start": "2021-06", "end": None}
    assert JobForm.initial_of(form.content()) == {"start": "2021-06", "end": None, "still": True}


def querydict(given: dict[str, Any]) -> Any:
    data = QueryDict(mutable=True)
    for name, value in given.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def test_a_record_that_is_due_at_the_offer_is_not_asked_about_before():
    def record(kind: str, **due: str) -> dict[str, Any]:
        return {"id": kind, "label": kind, "record_limit": {"kinds": kind, "at_most": 0}, **due}

    tree = {"all": [record("suspension"), record("conviction", at="offer")]}
    form_class = education_form(revision_id(tree=tree))
    assert [value for value, _ in form_class.base_fields["records_0_kind"].choices] == ["", "suspension"]
