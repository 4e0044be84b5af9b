"""The generated pages say what the tables say."""

from pathlib import Path

import pytest
from django.conf import settings

from screening.generated_docs import PAGES


@pytest.mark.parametrize("path", sorted(PAGES))
def test_a_generated_page_is_current(path: str) -> None:
    written = Path(settings.BASE_DIR / path).read_text(encoding="utf-8")
    assert written == PAGES[path](), "run: python manage.py write_docs"
