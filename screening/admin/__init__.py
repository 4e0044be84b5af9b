from screening.admin import (
    account,
    api_token,
    application,
    dossier,
    eligible_list,
    examination_score,
    offer,
    posting,
    recusal,
    retention,
    selection_rates,
    tray,
)

__all__ = [
    "account",
    "api_token",
    "application",
    "dossier",
    "eligible_list",
    "examination_score",
    "offer",
    "posting",
    "recusal",
    "retention",
    "selection_rates",
    "tray",
]
