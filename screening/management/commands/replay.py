"""Run stored evaluations again and fail on a differing byte."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from screening.domain.replay import replay


class Command(BaseCommand):
    help = "Run stored evaluations again from their facts and rules; exit 1 when one gives other bytes than stored."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--all", action="store_true", help="every stored evaluation")
        which.add_argument("ids", nargs="*", type=int, default=[], metavar="ID", help="evaluation numbers")

    def handle(self, *args: Any, **options: Any) -> None:
        same = differing = 0
        for result in replay(None if options["all"] else options["ids"]):
            if result.same:
                same += 1
                continue
            differing += 1
            self.stderr.write(
                f"Evaluation {result.evaluation_id} of application {result.application_id} differs {result.difference}"
            )
        missing = 0 if options["all"] else len(set(options["ids"])) - same - differing
        if missing:
            raise CommandError(
                f"{missing} of the evaluations named do not exist. Look up their numbers in the admin."
            )
        if differing:
            raise CommandError(
                f"{differing} of {same + differing} evaluations give other bytes than were stored."
            )
        self.stdout.write(f"{same} evaluations replayed: the same bytes.")
