"""``{% job_posting_data %}``: the posting of this page for search engines, as long as it takes applications."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from postings.job_posting import data_block, job_posting

register = template.Library()


@register.simple_tag(takes_context=True)
def job_posting_data(context: dict[str, Any]) -> SafeString:
    """Empty once the posting is closed or cancelled, which is how search engines want it to be taken back."""
    says = context["says"]
    if says.kind in ("closed", "cancelled"):
        return SafeString("")
    place = context["CITY_CONTACT"]["place"]
    data = job_posting(context["posting"], context["revision"], context["sections"], says=says, place=place)
    return data_block(data)
