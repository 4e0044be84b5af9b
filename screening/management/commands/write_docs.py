"""Write the generated pages of docs/ anew."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from screening.generated_docs import PAGES


class Command(BaseCommand):
    help = "Write docs/states.md and docs/permissions.md from the tables in the code."

    def handle(self, *args: Any, **options: Any) -> None:
        for path, page in PAGES.items():
            (settings.BASE_DIR / path).write_text(page(), encoding="utf-8")
            self.stdout.write(path)
