"""A posting as schema.org's JobPosting, for search engines and job boards that read public jobs."""

import re
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape, json_script
from django.utils.safestring import SafeString, mark_safe

from postings.announcement import Announcement
from postings.models import Posting, PostingRevision
from postings.posting_page import Section
from postings.typesetting import Block

TEXTS = (
    "job_information",
    "minimum_requirements",
    "highly_desirable",
    "required_documents",
    "screening_process",
)
PLACE = re.compile(r"^(?P<locality>.+), (?P<region>[A-Z]{2}) (?P<code>\d{5})$")


def job_posting(
    posting: Posting, revision: PostingRevision, sections: list[Section], *, says: Announcement, place: str
) -> dict[str, Any]:
    """The data that search engines ask for: https://schema.org/JobPosting. What the posting does not say is left out."""
    assert revision.published_at is not None
    data: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": str(posting),
        "description": _description(sections) or f"<p>{escape(str(posting))}</p>",
        "identifier": {"@type": "PropertyValue", "name": settings.CITY_NAME, "value": posting.slug},
        "url": f"{settings.SITE_URL}{reverse('postings:detail', args=[posting.slug])}",
        "datePosted": posting.opens_at.isoformat(),
        "hiringOrganization": {
            "@type": "GovernmentOrganization",
            "name": settings.CITY_NAME,
            "department": {"@type": "GovernmentOrganization", "name": str(posting.department)},
            "sameAs": settings.SITE_URL,
        },
        "jobLocation": {"@type": "Place", "address": _address(place)},
        "directApply": says.takes_applications,
    }
    if posting.closes_at is not None:
        data["validThrough"] = posting.closes_at.isoformat()
    if revision.wage_base_low is not None:
        high = revision.wage_base_high or revision.wage_base_low
        data["baseSalary"] = {
            "@type": "MonetaryAmount",
            "currency": "USD",
            "value": {
                "@type": "QuantitativeValue",
                "minValue": float(revision.wage_base_low),
                "maxValue": float(high),
                "unitText": revision.wage_per.upper(),
            },
        }
    return data


def data_block(data: dict[str, Any]) -> SafeString:
    """The data as a block in the page.

    A script element of this type is data, which browsers never run and to which script-src does not apply (HTML,
    'prepare the script element': the type is looked at before the policy). Crawlers read it only where it stands in
    the page. `<`, `>` and `&` are written as escapes, so that no text of a posting can end the block.
    """
    return mark_safe(str(json_script(data)).replace("application/json", "application/ld+json", 1))  # noqa: S308


def _address(place: str) -> dict[str, str]:
    found = PLACE.match(place)
    if found is None:
        return {"@type": "PostalAddress", "addressLocality": place, "addressCountry": "US"}
    return {
        "@type": "PostalAddress",
        "addressLocality": found["locality"],
        "addressRegion": found["region"],
        "postalCode": found["code"],
        "addressCountry": "US",
    }


def _description(sections: list[Section]) -> str:
    """The posting's own text as the simple HTML that job boards take."""
    wanted = {section.anchor: section for section in sections}
    return "".join(
        f"<h2>{escape(wanted[anchor].title)}</h2>" + "".join(_block(block) for block in wanted[anchor].text)
        for anchor in TEXTS
        if anchor in wanted and wanted[anchor].text
    )


def _block(block: Block) -> str:
    if block.kind == "list":
        return (
            "<ul>"
            + "".join(f"<li>{escape(item.text)}{_inner(item.items)}</li>" for item in block.items)
            + "</ul>"
        )
    lead = f"{escape(block.lead)} " if block.lead else ""
    return f"<p>{lead}{escape(block.text)}</p>"


def _inner(items: Any) -> str:
    return "<ul>" + "".join(f"<li>{escape(item.text)}</li>" for item in items) + "</ul>" if items else ""
