"""An analyst pastes a posting's text and writes its rules on the pages alone; a second person publishes it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from postings.authoring.cards import fields_of
from postings.authoring.node_shapes import shape_in
from postings.authoring.part_shapes import ALL_SETS
from postings.authoring.paths import value_at
from postings.authoring.shapes import Field
from postings.data_file import read_data_file, requirements_document
from postings.domain.queries import published_requirements
from postings.minimum_requirements import compile_requirements, evaluate
from postings.models import Posting
from screening.enums import Role
from tests.factories import make_staff
from tests.journeys.steps import look, sign_in
from tests.postings.data_files import own_file

TEXT = (Path(__file__).parent / "database-administrator.txt").read_text()
LAST = "not-accredited"
"""The worked example that is written on its page."""


def press(page: Any, button: Any) -> None:
    """Press a button, and wait for the page that follows."""
    with page.expect_navigation():
        button.click()


@contextmanager
def bare(page: Any) -> Iterator[None]:
    """Many steps in a row without looks: styles, scripts and letters of the pages are left out, for speed alone."""
    page.route("**/static/**", lambda route: route.abort())
    yield
    page.unroute("**/static/**")
    page.reload()


def wanted() -> dict[str, Any]:
    """What is to be written: what is referred to stands before the references, for one chooses among what is there."""
    data = read_data_file(own_file("database-administrator"))
    options = data["minimum_requirements"]["tree"]["all"][2]["experience"]["substitute"]["options"]
    first, last = options[0]["when"]["all"], options[2]["when"]["all"]
    first[2], last[2] = last[2], first[2]
    return data


def shown(form: Any, field: Field, value: Any) -> bool:
    """Fill in one field; False where its choice is not offered before the form is saved once."""
    named = form.locator(f'[name="f-{".".join(field.path)}"]')
    values = [str(each) for each in value] if isinstance(value, list) else [str(value)]
    if field.kind in ("several", "flag"):
        for each in ["yes" if value else "no"] if field.kind == "flag" else values:
            if not form.locator(f'[name="f-{".".join(field.path)}"][value={each!r}]').count():
                return False
            form.locator(f'[name="f-{".".join(field.path)}"][value={each!r}]').check()
    elif field.kind == "choice":
        if not named.locator(f'option[value="{values[0]}"]').count():
            return False
        named.select_option(values[0])
    else:
        named.fill("\n".join(values))
    return True


def write(page: Any, place: str, takes: str, spec: Any, data: dict[str, Any], at: str) -> None:
    """Add one thing, fill in its card, and go on with what lies inside it. ``at``: the place that it gets."""
    shape = shape_in(ALL_SETS[takes], spec)
    assert shape is not None
    adding = page.locator(f'form.adding:has(input[name=place][value="{place}"])')
    if adding.locator("select").count():
        adding.locator("select").select_option(shape.key)
    press(page, adding.get_by_role("button"))
    left = [(field, value_at(spec, field.path)) for field in fields_of(shape, data)]
    left = [(field, value) for field, value in left if value is not None]
    while left:
        form = page.locator(f'[data-place="{at}"] > details form')
        later = [(field, value) for field, value in left if not shown(form, field, value)]
        assert len(later) < len(left), later
        press(page, form.locator("button[value=save]"))
        left = later
    for slot in shape.slots:
        inner = f"{at}.{'.'.join(slot.path)}"
        there = value_at(spec, slot.path)
        for number, each in enumerate(there or []) if slot.many else [(0, there)] if there else []:
            write(page, inner, slot.takes, each, data, f"{inner}[{number}]" if slot.many else inner)


def tab(page: Any, name: str) -> None:
    page.get_by_role("navigation", name="Pages of the draft").get_by_role("link", name=name).click()
    page.locator("h1", has_text=name).wait_for()
    look(page)


def test_pasted_written_checked_and_published_by_another(
    new_page: Any, live_server: Any, transactional_db: None
) -> None:
    base, data = str(live_server.url), wanted()
    author = make_staff(Role.SUPERVISING_ANALYST)
    second = make_staff(Role.SUPERVISING_ANALYST, "second@example.org")
    page = new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, base, author.email)
    page.goto(f"{base}/admin/postings/posting/")
    page.get_by_role("link", name="Begin a posting").click()
    look(page)
    page.get_by_label("Title").fill("Database Administrator")
    page.get_by_label("Department").fill("Civil Service Commission")
    page.get_by_label("Class").fill("Database Administrator")
    page.get_by_label("Paste the text of the posting").fill(TEXT)
    press(page, page.get_by_role("button", name="Begin", exact=True))
    look(page)
    pasted = page.get_by_label("Minimum requirements", exact=True).input_value()
    assert "Upload a transcript with the application; failure makes the applicant ineligible." in pasted

    tab(page, "Dates and department")
    page.get_by_label("Closes at").fill("2030-06-28 16:00")
    press(page, page.get_by_role("button", name="Save"))
    tab(page, "Requirement sentences")
    page.get_by_label("One sentence a line").fill("\n".join(data["requirement_sentences"]))
    press(page, page.get_by_role("button", name="Save"))
    for name, key, takes, rows in (
        ("Kinds of work", "duties", "duty", data["duties"][:1]),
        ("Questions", "questions", "question", data["questions"]),
        ("Documents", "documents", "document", data["documents"]),
    ):
        tab(page, name)
        with bare(page):
            for number, row in enumerate(rows):
                write(page, key, takes, row, data, f"{key}[{number}]")
        look(page)
    tab(page, "Requirements")
    tree = "minimum_requirements.tree"
    whole = data["minimum_requirements"]["tree"]
    with bare(page):
        write(page, tree, "requirement", whole | {"all": whole["all"][:1]}, data, tree)
    look(page)
    assert page.get_by_text("An Associate's degree in Computer Science").count() > 0

    # The rest as a file, which the pages then go on with.
    tab(page, "The file")
    file = yaml.safe_load(page.get_by_label("The file").input_value())
    assert file["minimum_requirements"]["tree"]["all"] == whole["all"][:1]
    last = next(each for each in data["worked_examples"] if each["id"] == LAST)
    rest = [each for each in data["worked_examples"] if each["id"] != LAST]
    file |= {
        "duties": data["duties"],
        "minimum_requirements": data["minimum_requirements"],
        "worked_examples": rest,
    }
    page.get_by_label("The file").fill(json.dumps(file))
    press(page, page.get_by_role("button", name="Replace the draft"))
    tab(page, "Requirements")
    assert page.get_by_text("Four years of experience in data processing").count() > 0

    # One step by keyboard alone, and back.
    card = page.locator(f'[data-place="{tree}.all[1]"]')
    card.locator("> details > summary").focus()
    page.keyboard.press("Enter")
    card.locator("button[value='wrap:any']").focus()
    page.keyboard.press("Enter")
    page.locator(f'[data-place="{tree}.all[1].any[0]"]').wait_for()
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    page.locator(f'[data-place="{tree}.all[1].any[0]"]').wait_for(state="detached")

    tab(page, "Worked examples")
    with bare(page):
        write(page, "worked_examples", "example", last, data, f"worked_examples[{len(rest)}]")
    look(page)
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    tab(page, "Before publishing")
    assert page.get_by_text("Each worked example comes out as expected.").count() == 1
    press(page, page.get_by_role("button", name="Send it to a second person"))
    page.get_by_role("link", name="Publish", exact=False).first.click()
    page.wait_for_url("**/publish/")
    press(page, page.get_by_role("button", name="Publish"))
    page.get_by_text("somebody else publishes it").wait_for()

    page = new_page()
    sign_in(page, base, second.email)
    posting = Posting.objects.get(slug="database-administrator")
    page.goto(f"{base}/admin/postings/posting/{posting.pk}/revisions/1/publish/")
    press(page, page.get_by_role("button", name="Publish"))
    page.get_by_text("is published.").wait_for()

    written = compile_requirements(published_requirements("database-administrator")[0])
    loaded = compile_requirements(requirements_document(data))
    for example in (data["worked_examples"][0], data["worked_examples"][-3]):
        found, expected = (evaluate(each, example["facts"], revision="one") for each in (written, loaded))
        assert (found.outcome, found.reasons, found.nodes) == (
            expected.outcome,
            expected.reasons,
            expected.nodes,
        )
