"""Load a posting from its data file, and publish it."""

from argparse import ArgumentParser, BooleanOptionalAction
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from postings.data_file import DataFileError, read_with_translations
from postings.domain.load import Loaded, load_file
from postings.domain.posting_file import read_posting_file
from postings.domain.publish import publish_revision
from postings.errors import Refused
from postings.file_reader import FileReader


class Command(BaseCommand):
    help = (
        "Load a posting from its data file (docs/data-file.md) as a revision and publish it. The same content again "
        "changes nothing; a changed file makes the next revision. Publishing runs the file's worked examples."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="for example postings/data/customer-services-representative.yaml")
        parser.add_argument(
            "--publish",
            action=BooleanOptionalAction,
            default=True,
            help="publish the revision (the default), or leave a draft",
        )
        parser.add_argument(
            "--opens",
            metavar="'YYYY-MM-DD HH:MM'",
            help="from when applications are taken, by the city's clocks",
        )

    def handle(self, *, file: str, publish: bool, opens: str | None, **options: Any) -> None:
        at = timezone.now()
        languages = [code for code, _ in settings.LANGUAGES]
        try:
            posting_file = read_posting_file(read_with_translations(file, languages))
            with transaction.atomic():
                loaded = load_file(file=posting_file, at=at, opens_at=_opening(opens))
                published = publish and loaded.revision.published_at is None
                if published:
                    publish_revision(actor=None, revision_id=loaded.revision.pk, at=at)
        except DataFileError as error:
            raise CommandError(str(error)) from None
        except Refused as error:
            raise CommandError(_sentences(file, error)) from None
        self.stdout.write(_said(posting_file.slug, loaded, published))


def _opening(text: str | None) -> datetime | None:
    if text is None:
        return None
    reader = FileReader()
    instant = reader.instant(text, "--opens")
    if instant is None:
        raise CommandError(str(reader.problems[0]))
    return instant


def _sentences(file: str, error: Refused) -> str:
    problems = getattr(error, "problems", None) or [str(error)]
    return "\n".join(f"{file}: {' '.join(problem.split())}" for problem in problems)


def _said(slug: str, loaded: Loaded, published: bool) -> str:
    label = loaded.revision.label
    if loaded.changed:
        return f"{slug}: {label} stored{' and published' if published else ' as a draft'}."
    if published:
        return f"{slug}: {label} published. Its content was stored before."
    if loaded.newest.number > loaded.revision.number:
        return (
            f"{slug}: nothing changed. This is the content of {label}, and {loaded.newest.label} is newer. "
            f"To return to it, set revision.number to {loaded.newest.number + 1} or more."
        )
    state = "published" if loaded.revision.published_at else "a draft"
    return f"{slug}: nothing changed. {label} is {state}."
