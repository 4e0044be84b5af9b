"""Posting files are YAML in which nothing is guessed and nothing is said twice."""

import pytest

from postings.data_file import DataFileError, closing_day, parse_data, read_data_file, requirements_document


def test_words_and_dates_stay_as_they_are_typed():
    text = "a: yes\nb: no\nc: 2025-05-01\nd: 12:30\ne: on\nf: 010\ng: 1_000\nh: 0x10\n"
    assert parse_data(text) == {
        "a": "yes", "b": "no", "c": "2025-05-01", "d": "12:30", "e": "on", "f": "010", "g": "1_000", "h": "0x10",
    }  # fmt: skip


def test_numbers_true_false_and_null_are_what_they_are():
    assert parse_data("a: 12\nb: -3\nc: 37.5\nd: true\ne: false\nf: null\ng:\nh: '12'\n") == {
        "a": 12, "b": -3, "c": 37.5, "d": True, "e": False, "f": None, "g": None, "h": "12",
    }  # fmt: skip


def test_an_alias_and_a_merge_may_be_used():
    assert parse_data("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\n")["d"] == {"b": 1, "c": 3}


LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]\n" for n in range(1, 9)
)
FAULTS = {
    "the same name twice": ("a: 1\nb: 2\na: 3\n", "line 3: 'a' stands here twice."),
    "the same name twice, deeper": ("x:\n  a: 1\n  a: 2\n", "line 3: 'a' stands here twice."),
    "a name that is no text": ("? [a]\n: 1\n", "line 1: a name must be a plain text."),
    "no YAML": ("a: [1\n", "This is not readable YAML"),
    "a Python object": ("a: !!python/object/apply:os.system ['true']\n", "This is not readable YAML"),
    "a list": ("- a\n", "The file is not a group of named values."),
    "nothing": ("", "The file is not a group of named values."),
    "aliases that unfold without end": (LAUGHS, "The aliases of the file unfold to too many values."),
    "a thousand levels": ("a: " + "[" * 1000 + "]" * 1000, "nested too deeply"),
}


@pytest.mark.parametrize("row", FAULTS)
def test_what_cannot_be_read_is_said_in_words(row):
    text, message = FAULTS[row]
    with pytest.raises(DataFileError) as caught:
        parse_data(text)
    assert message in str(caught.value)


def test_a_file_that_is_not_there_and_a_folder_are_named(tmp_path):
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(DataFileError, match=str(path)):
            read_data_file(path)


def test_bytes_that_are_no_text(tmp_path):
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(DataFileError, match="UTF-8"):
        read_data_file(tmp_path / "x.yaml")


def test_the_requirements_are_put_together_from_the_file():
    data = {"duties": [1], "posting": {}, "minimum_requirements": {"tree": {}, "settings": {}}}
    assert requirements_document(data) == {"duties": [1], "tree": {}, "settings": {}}
    with pytest.raises(DataFileError):
        requirements_document({})


@pytest.mark.parametrize(
    ("closing", "day"),
    [
        ("continuous", None),
        ({"continuous": "true"}, None),
        ("2025-06-30 17:00", "2025-06-30"),
        ("2025-06-30T23:59:59", "2025-06-30"),
    ],
)
def test_the_closing_day(closing, day):
    found = closing_day({"closing": closing})
    assert (found and found.isoformat()) == day
