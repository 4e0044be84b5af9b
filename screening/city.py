"""What every page says of the city itself: its name, its department, where to reach it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

DEFAULT_CONTACT = {
    "office": "Employment Information Center",
    "street": "1200 Third Avenue, Suite 300",
    "place": "San Diego, CA 92101",
    "phone": "",
    "fax": "(619) 533-3337",
    "email": "",
}


def city(request: HttpRequest | None = None) -> dict[str, Any]:
    """The template context ``CITY_NAME``, ``CITY_DEPARTMENT``, ``CITY_CONTACT``, from settings of the same names."""
    return {
        "CITY_NAME": getattr(settings, "CITY_NAME", "City of San Diego"),
        "CITY_DEPARTMENT": getattr(settings, "CITY_DEPARTMENT", "Personnel Department"),
        "CITY_CONTACT": {**DEFAULT_CONTACT, **getattr(settings, "CITY_CONTACT", {})},
    }
