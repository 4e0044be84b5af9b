"""Kinds and states of the papers that come by fax, by mail or by hand."""

from django.db.models import TextChoices


class ScanSource(TextChoices):
    FOLDER = "folder", "The scan folder"
    MAILBOX = "mailbox", "The scan mailbox"
    HAND = "hand", "Handed in here"


class ScanState(TextChoices):
    WAITING = "waiting", "Waiting"
    FILED = "filed", "Filed"
    SET_ASIDE = "set_aside", "Set aside"


class ScanEvent(TextChoices):
    FILE = "file", "Filed as a document"
    SET_ASIDE = "set_aside", "Set aside with a reason"
    TAKE_BACK = "take_back", "Taken back into the tray"
    TAKE_OUT = "take_out", "Taken out of a draft"


class ScanDoubt(TextChoices):
    """Why a part of a scan waits for a person."""

    NO_SHEET = "no_sheet", "No cover sheet was found"
    UNKNOWN = "unknown", "The code of its cover sheet is not known"
    TWO_CODES = "two_codes", "Two cover sheets lie on one page or on each other"
    BARE = "bare", "A cover sheet without a document"
    REFUSED = "refused", "The application does not take it"
    UNREADABLE = "unreadable", "It cannot be opened"
    INFECTED = "infected", "It holds a virus"
    TAKEN_BACK = "taken_back", "Taken back into the tray"
