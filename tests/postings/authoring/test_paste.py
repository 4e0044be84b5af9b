"""A pasted text: its sections by their headings, its requirements as sentences, nothing of it lost."""

from postings.authoring.paste import requirement_sentences, sections_of
from postings.domain.draft_checks import reading_grade

TEXT = """Clerk
City of Example

JOB INFORMATION
Answers letters that
were written by hand.

MINIMUM REQUIREMENTS
EXPERIENCE: One year of clerical work. Part-time
work counts.
A typing speed of 30 words.

HIGHLY DESIRABLE
Spanish.
"""


def test_headings_begin_sections_and_broken_lines_are_joined() -> None:
    assert sections_of(TEXT) == {
        "job_information": "Clerk City of Example\nAnswers letters that were written by hand.",
        "minimum_requirements_text": "EXPERIENCE: One year of clerical work. Part-time work counts.\n"
        "A typing speed of 30 words.",
        "highly_desirable": "Spanish.",
    }


def test_each_sentence_of_the_requirements_stands_once() -> None:
    assert requirement_sentences(sections_of(TEXT)) == [
        "EXPERIENCE: One year of clerical work.",
        "Part-time work counts.",
        "A typing speed of 30 words.",
    ]


def test_a_text_without_headings_is_job_information_and_no_text_is_nothing() -> None:
    assert (sections_of("Hello.\n\nWorld"), sections_of("")) == ({"job_information": "Hello.\nWorld"}, {})


def test_plain_words_grade_low_and_long_ones_high() -> None:
    assert reading_grade("The cat sat on the mat.") == -1.4 + 0.0
    assert reading_grade("") == 0.0
    assert reading_grade("Substitution necessitates institutional verification notwithstanding.") > 20
