"""Every list page asks the database the same number of questions for one row and for three."""

import pytest
from django.urls import reverse

from screening.enums import DispositionKind as Kind
from tests.factories_eligible_list import AT, make_class_posting, make_entry, make_list
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record
from tests.factories_postings import make_department

pytestmark = pytest.mark.django_db
NAMES = ("Ada Cole", "Ben Diaz", "Cy Eng")


@pytest.fixture
def manager(time_machine, client):
    time_machine.move_to(AT, tick=False)
    manager = make_manager()
    client.force_login(manager)
    return manager


def filled(manager, count):
    """So many names on a list of one vacancy, each contacted and on another department's list too."""
    posting = make_class_posting()
    eligible_list = make_list(posting)
    for place, name in enumerate(NAMES[:count], start=1):
        make_entry(eligible_list, name, place, points=5, answers={"phone_system": "yes"})
    one = make_vacancy(manager, posting.job_class, positions=3)
    issued = issue_list(manager, one, eligible_list, names=count)
    library = make_department("library", "Library")
    librarian = make_manager("Otto Kern", library)
    theirs = make_vacancy(librarian, posting.job_class, "LIB-1", department=library, positions=3)
    elsewhere = issue_list(librarian, theirs, eligible_list, names=count)
    for name in NAMES[:count]:
        record(manager, issued, name, Kind.CONTACTED)
        record(
            librarian, elsewhere, name, Kind.CONTACTED, Kind.INTERVIEW_SET, Kind.INTERVIEWED, Kind.SELECTED
        )
    return issued


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page(manager, client, django_assert_num_queries, count):
    for number in range(count):
        posting = make_class_posting(f"class-{number}", f"Class {number}")
        eligible_list = make_list(posting)
        make_entry(eligible_list, f"Person {number}", 1)
        issue_list(manager, make_vacancy(manager, posting.job_class, f"WB-{number}"), eligible_list, names=1)
    with django_assert_num_queries(8):
        response = client.get(reverse("hiring:front"))
    assert len(response.context["vacancies"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_vacancys_lists(manager, client, django_assert_num_queries, count):
    posting = make_class_posting()
    eligible_list = make_list(posting)
    one = make_vacancy(manager, posting.job_class, positions=5)
    for place in range(count):
        make_entry(eligible_list, f"Person {place}", place + 1)
        issued = issue_list(manager, one, eligible_list, names=1)
        record(manager, issued, f"Person {place}", Kind.INTERVIEW_SET, Kind.INTERVIEWED, Kind.SELECTED)
    with django_assert_num_queries(13):
        response = client.get(reverse("hiring:vacancy", args=[one.pk]))
    assert (len(response.context["interview_lists"]), len(response.context["selected"])) == (count, count)


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview(manager, client, django_assert_num_queries, count):
    issued = filled(manager, count)
    other = make_vacancy(manager, issued.vacancy.job_class, "WB-2")
    with django_assert_num_queries(17):
        response = client.get(
            reverse("hiring:ask", args=[other.pk]), {"names": "3", "answer-phone_system": "on", "points": "5"}
        )
    assert len(response.context["preview"].considered) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("", 9), ("_print", 11), ("_csv", 11), ("_xlsx", 11)])
def test_an_interview_list_and_its_files(manager, client, django_assert_num_queries, count, page, queries):
    issued = filled(manager, count)
    with django_assert_num_queries(queries):
        response = client.get(reverse(f"hiring:interview_list{page}", args=[issued.pk]))
    assert response.content.decode("utf-8", "replace").count("Selected by Library") in (count, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_a_candidates_dispositions(manager, client, django_assert_num_queries, count):
    issued = filled(manager, 1)
    for kind in (Kind.NO_REPLY, Kind.CONTACTED)[: count - 1]:
        record(manager, issued, "Ada Cole", kind)
    with django_assert_num_queries(15):
        response = client.get(reverse("hiring:referral", args=[issued.referrals.get().pk]))
    assert len(response.context["dispositions"]) == count
