"""A supervising analyst asks for the dossier of a posting; an auditor takes it home and checks it without the database."""

from pathlib import Path
from typing import Any

from screening.city_time import now
from screening.domain import decision
from screening.domain import dossier as dossiers
from screening.dossier_file import faults, summary
from screening.enums import Role
from screening.models import History
from tests.factories import make_evaluated_application, make_posting, make_staff
from tests.journeys.steps import look, sign_in


def test_asked_for_built_and_checked(
    new_page: Any, live_server: Any, transactional_db: None, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    base = str(live_server.url)
    supervisor, auditor = make_staff(Role.SUPERVISING_ANALYST), make_staff(Role.AUDITOR)
    application = make_evaluated_application(make_posting())
    decision.confirm(actor=supervisor, application_id=application.pk, at=now())
    page = new_page()
    sign_in(page, base, supervisor.email)
    page.get_by_role("link", name="Records", exact=True).click()
    page.get_by_role("link", name="Dossiers").click()
    look(page)
    page.get_by_role("button", name="Build a dossier").click()
    page.get_by_text("Being built", exact=True).wait_for()
    look(page)
    assert dossiers.build_due(clock=now) == 1

    page = new_page(viewport={"width": 375, "height": 800})
    sign_in(page, base, auditor.email)
    page.goto(f"{base}/admin/screening/dossier/")
    look(page)
    with page.expect_download() as given:
        page.get_by_role("link", name="Download").click()
    path = Path(given.value.path())
    assert list(faults(path)) == []
    assert summary(path)["outcomes"] == 1
    assert History.objects.latest("pk").verb == "take_out_dossier"
