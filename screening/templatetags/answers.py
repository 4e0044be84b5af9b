"""A job of a work history in words."""

from typing import Any

from django import template

from screening.answers_in_words import time_of

register = template.Library()


@register.filter
def job_time(job: dict[str, Any]) -> str:
    """'January 2023 to now'."""
    return time_of(job)
