"""Check a dossier without the database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from screening.dossier_file import faults, summary


class Command(BaseCommand):
    help = (
        "Check every byte of a dossier, and judge its stored facts by its stored rules again; exit 1 when anything differs. "
        "No database is asked."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--sha256", metavar="HEX", default="", help="what the City recorded when the dossier was made"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        count = 0
        for fault in faults(path):
            count += 1
            self.stderr.write(fault)
        if count:
            raise CommandError(f"{path.name} is not whole: {count} fault{'' if count == 1 else 's'}.")
        found = summary(path)
        if options["sha256"] and options["sha256"].lower() != found["sha256"]:
            raise CommandError(
                f"{path.name} is whole, but it is another file: its SHA-256 is {found['sha256']}."
            )
        self.stdout.write(
            f"{found['posting']}, made {found['made_at']}, to be kept until {found['keep_until']}."
        )
        self.stdout.write(
            f"{len(found['files'])} files are as they were packed. {found['outcomes']} outcomes were reproduced, byte for byte."
        )
        self.stdout.write(f"SHA-256 {found['sha256']}")
