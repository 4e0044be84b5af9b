"""Bring the catalogue of Spanish words up to what is marked, and compile it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from screening.marked_words import marked_words


class Command(BaseCommand):
    help = (
        "Add what is newly marked to locale/es, drop what is gone, and compile it. Needs polib (make setup)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            import polib
        except ImportError as error:
            raise CommandError(
                "polib is not installed: it comes with `make setup`, for development."
            ) from error
        path = settings.BASE_DIR / "locale" / "es" / "LC_MESSAGES" / "django.po"
        known = {entry.msgid: entry for entry in polib.pofile(str(path))}
        fresh = polib.POFile(wrapwidth=110)
        fresh.metadata = {
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Transfer-Encoding": "8bit",
            "Language": "es",
            "Plural-Forms": "nplurals=2; plural=(n != 1);",
        }
        entries: dict[str, polib.POEntry] = {}
        for text, plural, where in marked_words():
            entry = entries.get(text)
            if entry is None:
                old = known.get(text)
                entry = entries[text] = polib.POEntry(msgid=text)
                entry.msgstr = old.msgstr if old else ""
                entry.msgstr_plural = dict(old.msgstr_plural) if old else {}
            if plural:
                entry.msgid_plural = plural
                entry.msgstr_plural = entry.msgstr_plural or {0: "", 1: ""}
            file = where.rpartition(":")[0]
            if (file, "") not in entry.occurrences:
                entry.occurrences.append((file, ""))
        fresh.extend(entries[text] for text in sorted(entries))
        fresh.save(str(path))
        fresh.save_as_mofile(str(path.with_suffix(".mo")))
        open_ = sum(not entry.translated() for entry in fresh)
        self.stdout.write(f"{len(fresh)} texts, {open_} without a translation")
