"""One posting in figures: the way from applying to being selected, the days in each state, the points."""

from typing import Any

from django.contrib.admin.options import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from postings.models import Posting
from screening.bar_picture import Bar, bars_svg
from screening.domain.posting_figures import Band, Stays, days_in_states, funnel, points_spread
from screening.domain.queries import applications_for_review, postings_for
from screening.permissions import may


def page(model_admin: ModelAdmin, request: HttpRequest, posting_id: int) -> HttpResponse:
    """Pictures, and the same numbers as tables; one's own application is not counted."""
    posting = postings_for(request.user).select_related("current_revision").filter(pk=posting_id).first()
    if posting is None or not may(request.user, "read_pools") or request.method not in ("GET", "HEAD"):
        raise Http404
    rows = applications_for_review(request.user).filter(posting=posting)
    scored = posting.current_revision is not None and bool(posting.current_revision.highly_desirable)
    stays = days_in_states(posting, rows, at=request.arrived_at)
    return TemplateResponse(
        request,
        "admin/screening/posting_figures.html",
        model_admin.admin_site.each_context(request)
        | {
            "title": f"In figures: {posting}",
            "opts": model_admin.opts,
            "posting": posting,
            "parts": [
                _way(posting, [(step.label, step.number) for step in funnel(rows)]),
                _days(posting, stays),
                *([_points(posting, points_spread(rows))] if scored else []),
            ],
        },
    )


def days(number: float | None) -> str:
    """Days as a person reads them: '0.2', '12.5', '–' where there are none."""
    return "–" if number is None else f"{number:,.1f}"


def _way(posting: Posting, steps: list[tuple[str, int]]) -> dict[str, Any]:
    first = steps[0][1]
    lines = [[label, f"{number:,}", f"{number / first:.0%}" if first else "–"] for label, number in steps]
    bars = [
        Bar(f"{line[0]}: {line[1]} ({line[2]})", number)
        for line, (_, number) in zip(lines, steps, strict=True)
    ]
    return {
        "slug": "way",
        "heading": "From applying to being selected",
        "explained": "Each application counts once at every step that it ever reached. A finding counts while it stands.",
        "svg": bars_svg(
            f"{posting}: from applying to being selected",
            "A bar a step. Its length is how many applications reached it.",
            bars,
        ),
        "columns": ["Step", "Applications", "Of all"],
        "lines": lines,
    }


def _days(posting: Posting, stays: list[Stays]) -> dict[str, Any]:
    lines = [
        [
            str(one.state.label),
            f"{one.left:,}",
            days(one.median),
            days(one.ninetieth),
            f"{one.there:,}",
            days(one.median_so_far),
        ]
        for one in stays
    ]
    bars = [
        Bar(
            f"{one.state.label}: half left within {days(one.median)} days, nine of ten within {days(one.ninetieth)}",
            one.median,
            one.ninetieth,
        )
        for one in stays
        if one.median is not None
    ]
    return {
        "slug": "days",
        "heading": "Days in each state",
        "explained": "Half of those that left a state had left it by the median, nine of ten by the 90th percentile. "
        "Those that stand in it now are counted apart, with their days so far.",
        "svg": bars_svg(
            f"{posting}: days in each state",
            "A bar a state. Its length is the median of the days; the line stands at the 90th percentile.",
            bars,
        ),
        "columns": [
            "State",
            "Have left it",
            "Median days",
            "90th percentile",
            "Stand in it now",
            "Median days so far",
        ],
        "lines": lines,
    }


def _points(posting: Posting, bands: list[Band]) -> dict[str, Any]:
    said = [
        (f"{one.least}" if one.least == one.most else f"{one.least} to {one.most}", one.number)
        for one in bands
    ]
    return {
        "slug": "points",
        "heading": "Points for highly desirable qualifications",
        "explained": "Of every evaluated application. Points give an order among the qualified; they never fail anyone.",
        "svg": bars_svg(
            f"{posting}: points for highly desirable qualifications",
            "A bar a number of points. Its length is how many applications have them.",
            [Bar(f"{points} points: {number:,}", number) for points, number in said],
        ),
        "columns": ["Points", "Applications"],
        "lines": [[points, f"{number:,}"] for points, number in said],
    }
