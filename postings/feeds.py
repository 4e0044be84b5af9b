"""The open jobs for programs that read them: feed readers, calendars, search engines."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from icalendar import Alarm, Calendar, Event

from postings.announcement import announcement
from postings.domain.queries import announced_postings, open_postings
from postings.models import Posting

MOST = 50


def address_of(posting: Posting) -> str:
    return reverse("postings:detail", args=[posting.slug])


class NewestPostings(Feed):
    """The open jobs, the newest text first (Atom)."""

    feed_type = Atom1Feed
    title = gettext_lazy("Open jobs")
    link = "/"
    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> datetime:
        return request.arrived_at

    def author_name(self) -> str:
        return settings.CITY_NAME

    def items(self, at: datetime) -> Iterable[Posting]:
        return open_postings(at).order_by("-current_revision__published_at", "-pk")[:MOST]

    def item_title(self, item: Posting) -> str:
        return item.title

    def item_description(self, item: Posting) -> str:
        return f"{item.department}. {announcement(item, now=timezone.now()).words}"

    def item_link(self, item: Posting) -> str:
        return address_of(item)

    def item_guid(self, item: Posting) -> str:
        return f"{settings.SITE_URL}{address_of(item)}"

    def item_pubdate(self, item: Posting) -> datetime:
        return item.opens_at

    def item_updateddate(self, item: Posting) -> datetime:
        assert item.current_revision is not None and item.current_revision.published_at is not None
        return item.current_revision.published_at


class PostingSitemap(Sitemap):
    """The pages of the open jobs."""

    def items(self) -> Iterable[Posting]:
        return open_postings(timezone.now())

    def location(self, item: Posting) -> str:
        return address_of(item)

    def lastmod(self, item: Posting) -> datetime | None:
        return item.current_revision.published_at if item.current_revision else None


class PageSitemap(Sitemap):
    """The pages that stand whatever is open."""

    def items(self) -> list[str]:
        return ["postings:list", "postings:how_we_evaluate"]

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS: dict[str, type[Sitemap]] = {"postings": PostingSitemap, "pages": PageSitemap}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What a search engine may read, and where the list of pages is."""
    closed = ("/admin/", "/accounts/", "/applications/", "/hiring/", "/interviews/", "/notices/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('postings:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def closing_dates(request: Any) -> HttpResponse:
    """A calendar of the closing times of every open job that has one; calendars can subscribe to it."""
    closing = open_postings(request.arrived_at).filter(closes_at__isnull=False)
    return _calendar(closing, "closing-dates.ics", at=request.arrived_at)


@require_safe
def closing_date(request: Any, slug: str) -> HttpResponse:
    """One job's closing time as a calendar file. Without one, or once it has passed, there is no such file."""
    posting = get_object_or_404(announced_postings(), slug=slug)
    if posting.closes_at is None or not announcement(posting, now=request.arrived_at).takes_applications:
        raise Http404
    return _calendar([posting], f"{slug}.ics", at=request.arrived_at)


def _calendar(postings: Iterable[Posting], name: str, *, at: datetime) -> HttpResponse:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{settings.CITY_NAME}//Closing dates//EN")
    calendar.add("x-wr-calname", _("%(city)s jobs: closing dates") % {"city": settings.CITY_NAME})
    for posting in postings:
        calendar.add_component(_event(posting, at=at))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _event(posting: Posting, *, at: datetime) -> Event:
    """The closing instant, and a reminder the day before. The same name each time, so that a moved date moves there too."""
    assert posting.closes_at is not None
    url = f"{settings.SITE_URL}{address_of(posting)}"
    words = {"job": posting}
    event, alarm = Event(), Alarm()
    event.add("uid", f"closes-{posting.pk}@{settings.EMAIL_MESSAGE_ID_DOMAIN}")
    event.add("dtstamp", at)
    event.add("dtstart", posting.closes_at)
    event.add("summary", _("Last moment to apply: %(job)s") % words)
    event.add("description", f"{announcement(posting, now=at).short}. {url}")
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(days=-1))
    alarm.add("description", _("Applications close tomorrow: %(job)s") % words)
    event.add_component(alarm)
    return event
