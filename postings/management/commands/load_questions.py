"""Load questions into the question bank from a file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from postings.data_file import DataFileError, read_data_file
from postings.domain.question_bank import write_question
from postings.errors import FileRefused
from postings.models import BankQuestion


class Command(BaseCommand):
    help = (
        "Load the questions of a file (docs/data-file.md) into the question bank. The same words again change nothing; "
        "changed ones make the question's next version. All of the file or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="for example postings/data/questions/city.yaml")

    def handle(self, *, file: str, **options: Any) -> None:
        at = timezone.now()
        before = BankQuestion.objects.count()
        try:
            data = read_data_file(file)
            rows = data.get("questions")
            if set(data) != {"questions"} or not isinstance(rows, list):
                raise CommandError(f"{file}: is no file of questions. Write one list named 'questions'.")
            with transaction.atomic():
                for number, row in enumerate(rows):
                    _write(file, number, row, at)
        except DataFileError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"{len(rows)} questions read, {BankQuestion.objects.count() - before} written as new versions."
        )


def _write(file: str, number: int, row: Any, at: Any) -> None:
    if not isinstance(row, dict):
        raise CommandError(f"{file}: questions[{number}]: is not a group of named values.")
    try:
        write_question(actor=None, said=row, at=at)
    except FileRefused as error:
        raise CommandError(
            "\n".join(f"{file}: questions[{number}]: {problem}" for problem in error.problems)
        ) from None
