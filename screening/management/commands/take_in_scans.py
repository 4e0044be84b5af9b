"""manage.py take_in_scans: take in what lies in the scan folder and the scan mailbox now, and read it, without waiting for the worker."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from screening.city_time import now
from screening.domain import scan_folder, scan_reading


class Command(BaseCommand):
    help = (
        "Take in what lies in SCAN_FOLDER and SCAN_MAILBOX_URL, read it and file what its cover sheets name."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SCAN_FOLDER:
            raise CommandError(
                "No folder is watched. Set SCAN_FOLDER to the folder that your scanner writes to."
            )
        taken = scan_folder.take_due(clock=now)
        filed = scan_reading.read_due(clock=now)
        self.stdout.write(
            f"Taken in: {taken}. Filed by their cover sheets: {filed}. The rest waits in the tray."
        )
