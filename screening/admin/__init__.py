from screening.admin import (
    account,
    application,
    dossier,
    eligible_list,
    offer,
    posting,
    retention,
    selection_rates,
    tray,
)

__all__ = [
    "account",
    "application",
    "dossier",
    "eligible_list",
    "offer",
    "posting",
    "retention",
    "selection_rates",
    "tray",
]
