"""``{{ user_agent|browser_in_words }}``."""

from django import template

from screening import browser_in_words as words

register = template.Library()


@register.filter
def browser_in_words(user_agent: str | None) -> str:
    """'Chrome on Android'."""
    return words.browser_in_words(user_agent or "")
