"""Which trials of drafts, and which of their rows, a person may see."""

from django.db.models import QuerySet

from screening.domain.queries import applications_for_review, postings_for
from screening.models import User, WhatIf, WhatIfRow


def what_ifs_for(user: User) -> QuerySet[WhatIf]:
    """Trials of drafts of the postings a person works on or reads, the newest first."""
    mine = postings_for(user).order_by().values("pk")
    return WhatIf.objects.filter(posting__in=mine).select_related("posting", "asked_by")


def what_if_rows_for(user: User, what_if: WhatIf) -> QuerySet[WhatIfRow]:
    """What a trial found of the applications a person reviews or reads, those first on the list under the draft first."""
    rows = what_if.rows.filter(application__in=applications_for_review(user).order_by().values("pk"))
    return rows.select_related("application").order_by("place_after", "pk")
