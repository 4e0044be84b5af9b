"""Seal the history appended since the last seal (the nightly task does the same)."""

from typing import Any

from django.core.management.base import BaseCommand

from screening.city_time import now
from screening.domain import history


class Command(BaseCommand):
    help = "Seal new history in the hash chain. Keep the printed seal elsewhere: it witnesses all history before it."

    def handle(self, *args: Any, **options: Any) -> None:
        seal = history.seal(at=now())
        if seal is None:
            self.stdout.write("Nothing new to seal.")
        else:
            self.stdout.write(f"Sealed history {seal.first_id} to {seal.last_id}: {seal.sha256}")
