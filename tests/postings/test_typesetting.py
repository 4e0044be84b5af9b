"""A posting's text is set as headings, paragraphs and lists without a word added or lost."""

from postings.typesetting import Block, Item, blocks


def test_lines_with_a_dash_become_a_list() -> None:
    assert blocks("- One\n- Two") == [Block("list", items=[Item("One"), Item("Two")])]


def test_a_dash_alone_belongs_to_the_line_after_it() -> None:
    assert blocks("- One\n-\nTwo\n-\nThree") == [
        Block("list", items=[Item("One"), Item("Two"), Item("Three")])
    ]


def test_a_list_line_with_a_colon_announces_the_lines_after_it() -> None:
    assert blocks("- Calls.\n- At least TWO of:\n- Utility.\n- Billing.") == [
        Block(
            "list",
            items=[Item("Calls."), Item("At least TWO of:", items=[Item("Utility."), Item("Billing.")])],
        )
    ]


def test_a_line_in_capitals_with_a_colon_is_a_heading() -> None:
    assert blocks("NOTES:\n- One") == [Block("heading", "NOTES"), Block("list", items=[Item("One")])]


def test_opening_words_in_capitals_are_the_lead_of_their_paragraph() -> None:
    assert blocks("EXPERIENCE: One year.") == [Block("paragraph", "One year.", lead="EXPERIENCE:")]


def test_other_lines_are_paragraphs_and_empty_lines_part_nothing_more() -> None:
    assert blocks("One.\n\n\nTwo.") == [Block("paragraph", "One."), Block("paragraph", "Two.")]


def test_no_text_has_no_blocks() -> None:
    assert blocks(" \n") == []
