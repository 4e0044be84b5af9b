"""What must always hold, counted in the database; runs after every fault test and nightly."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from screening.city_time import now
from screening.domain.invariants import INVARIANTS


class Command(BaseCommand):
    help = "Check what must always hold; exit 1 and name every breach."

    def handle(self, *args: Any, **options: Any) -> None:
        at, broken = now(), 0
        for invariant in INVARIANTS:
            breaches = invariant.breaches(at)
            if not breaches:
                self.stdout.write(f"holds   {invariant.words}")
                continue
            broken += 1
            self.stderr.write(f"BROKEN  {invariant.words}")
            for breach in breaches[:10]:
                self.stderr.write(f"        {breach}")
            if len(breaches) > 10:
                self.stderr.write(f"        and {len(breaches) - 10} more")
        if broken:
            raise CommandError(
                f"{broken} of {len(INVARIANTS)} invariants do not hold. Stop certifying and look at the rows named above."
            )
