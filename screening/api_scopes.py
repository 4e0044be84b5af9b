"""What a token of the read API may be allowed to read."""

from django.db.models import TextChoices


class ApiScope(TextChoices):
    ELIGIBLE_LISTS = "eligible_lists", "Eligible lists: class, days and how many names, no names"
    INTERVIEW_LISTS = "interview_lists", "Interview lists of the department, with the names sent to it"
    DISPOSITIONS = "dispositions", "Dispositions: what became of each name sent to the department"
