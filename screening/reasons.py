"""The reasons of an open question, in an analyst's words."""

REASON_WORDS = {
    "imprecise_dates": "Dates known only to the month",
    "borderline": "A few days from the line",
    "near_full_time": "35 to 39 hours a week: full time or not",
    "unanswered": "A question about a job has no answer",
    "unusable_entry": "A job's hours or dates cannot be used",
    "document_outstanding": "A document is missing",
    "document_unreviewed": "A document is not reviewed yet",
    "contradiction": "The answers and the record disagree",
    "needs_judgement": "Words that only a person can judge",
}
