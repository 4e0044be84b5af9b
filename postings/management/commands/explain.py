"""``manage.py explain --posting SLUG|DATAFILE``: the requirements in plain words, with the sentences they stand for."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from postings.chosen_posting import NoSuchPosting, choose
from postings.minimum_requirements import explain


class Command(BaseCommand):
    help = (
        "Print a posting's minimum requirements in plain words, with the sentence that each one stands for."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--posting", required=True, metavar="SLUG|DATAFILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            chosen = choose(options["posting"])
        except NoSuchPosting as fault:
            self.stderr.write(str(fault))
            sys.exit(2)
        self.stdout.write(chosen.label)
        for line in explain(chosen.requirements):
            self.stdout.write(line)
