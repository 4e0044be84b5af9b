"""The requirements as a tree for a page: the posting's words, how they join, and each sentence once on its way down."""

from typing import Any

from postings.data_file import read_data_file, requirements_document
from postings.minimum_requirements import compile_requirements
from postings.requirement_page import requirement_levels
from tests.postings.data_files import own_file


def levels(tree: dict[str, Any]) -> list[dict[str, Any]]:
    duties = [
        {"tag": tag, "scale": "yes_no", "label": label}
        for tag, label in (("a", "filing"), ("b", "typing"), ("c", "calls"))
    ]
    return requirement_levels(compile_requirements({"duties": duties, **tree}))


def outline(nodes: list[dict[str, Any]]) -> list[Any]:
    """(words, how its parts join, its parts) of each node."""
    return [
        (
            node["label"],
            f"{node['join']} {node['count']}" if node["count"] else node["join"],
            outline(node["children"]),
        )
        for node in nodes
    ]


def work(months: int, where: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"label": f"{months} months", "experience": {"months": months, "where": where}, **more}


def test_every_way_of_joining_is_said_by_its_mark_and_not_twice() -> None:
    three = [{"duty": "a"}, {"duty": "b"}, {"duty": "c"}]
    [level] = levels(
        {
            "tree": {
                "all": [
                    work(6, {"any": three}),
                    work(3, {"at_least": 2, "of": three}),
                    work(2, {"not": {"duty": "a"}}),
                ]
            }
        }
    )
    assert outline(level["nodes"]) == [
        (
            "You need",
            "all",
            [
                ("6 months", "", [("", "any", [("Filing", "", []), ("Typing", "", []), ("Calls", "", [])])]),
                (
                    "3 months",
                    "",
                    [("", "at_least two", [("Filing", "", []), ("Typing", "", []), ("Calls", "", [])])],
                ),
                ("2 months", "", [("", "not", [("Filing", "", [])])]),
            ],
        )
    ]


def test_a_sentence_stands_once_on_its_way_down() -> None:
    inner = {"duty": "a", "cite": ["One year.", "Of filing."]}
    [level] = levels({"tree": work(12, inner, cite="One year.")})
    [top] = level["nodes"]
    assert (top["cites"], top["children"][0]["cites"]) == (["One year."], ["Of filing."])


def test_a_due_date_stands_once_on_its_way_down() -> None:
    [level] = levels(
        {"tree": {"at": "closing", "all": [work(12, {"duty": "a"}), work(6, {"duty": "b"}, at="offer")]}}
    )
    assert outline(level["nodes"]) == [
        (
            "You need (by the closing date)",
            "all",
            [
                ("12 months", "", [("Filing", "", [])]),
                ("6 months (when a job is offered)", "", [("Typing", "", [])]),
            ],
        )
    ]


def test_each_level_has_its_own_tree() -> None:
    found = levels({"levels": {"clerk_1": work(6, {"duty": "a"}), "clerk_2": work(12, {"duty": "a"})}})
    assert [(level["name"], outline(level["nodes"])) for level in found] == [
        ("Clerk 1", [("6 months", "", [("Filing", "", [])])]),
        ("Clerk 2", [("12 months", "", [("Filing", "", [])])]),
    ]


def test_the_three_options_of_the_customer_services_representative_read_as_printed() -> None:
    data = read_data_file(own_file("customer-services-representative"))
    [level] = requirement_levels(compile_requirements(requirements_document(data)))
    [(need, join, parts)] = outline(level["nodes"])
    assert (need, join, [words for words, _, _ in parts]) == (
        "You need",
        "all",
        ["One year of full-time clerical experience", "Typing at a corrected speed of 30 words per minute"],
    )
    customer_service = parts[0][2][0][2][1]
    options = customer_service[2][2]
    assert (options[0], options[1], [(words, join) for words, join, _ in options[2]]) == (
        "One of the three options",
        "any",
        [
            ("Option 1: a call center with inbound and outbound calls", "all"),
            ("Option 2: remittance payments in a centralized billing system", ""),
            (
                "Option 3: at least two of the six customer service functions as primary duties",
                "at_least two",
            ),
        ],
    )
