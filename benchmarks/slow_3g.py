"""A first visit over a slow line: 400 ms there and back, 400 kbit a second, nothing kept from before.

    make run                                   # in another window: the demonstration
    python -m benchmarks.slow_3g [--address http://localhost:8000] [--rounds 5]

For each page, medians: bytes over the line, requests, when the first words are painted, and when the page can be used
(its form is there and answers a key). To reach: used within 2 s, 150 kB.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from services import browser as chromium

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--address", default="http://localhost:8000")
    asked.add_argument("--rounds", type=int, default=5)
    options = asked.parse_args()
    with sync_playwright() as playwright:
        program = chromium.find()
        browser = playwright.chromium.launch(executable_path=str(program), args=chromium.flags())
        task_list, cookies = signed_in(browser, options.address)
        pages = {
            "the posting": (f"{options.address}/postings/customer-services-representative/", []),
            "sign in": (f"{options.address}/accounts/login/", []),
            "the task list": (task_list, cookies),
            "contact": (f"{task_list}contact/", cookies),
            "work history, a job": (f"{task_list}work-history/add/", cookies),
            "questions": (f"{task_list}questions/", cookies),
        }
        for name, (address, kept) in pages.items():
            rounds = [visit(browser, address, kept) for _ in range(options.rounds)]
            size, requests, painted, used = (median(each) for each in zip(*rounds, strict=True))
            print(
                f"{name:>20}: {size / 1000:4.0f} kB, {requests:2.0f} requests, painted {painted:.2f} s, used {used:.2f} s"
            )
        browser.close()


def signed_in(browser: Browser, address: str) -> tuple[str, list[Any]]:
    """The task list of a demonstration applicant's draft, and the cookies it needs."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", "applicant@example.org")
    page.fill("[name=password]", "demonstration only")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    page.goto(f"{address}/postings/customer-services-representative/apply/")
    page.locator("main form button, main .alert a").first.click()
    page.wait_for_url(lambda url: "/applications/" in url)
    return page.url, list(context.cookies())


@contextmanager
def slow_page(browser: Browser, cookies: list[Any]) -> Iterator[tuple[Any, dict[str, int]]]:
    """A page behind the slow line, and what came over it by request."""
    context = browser.new_context()
    context.add_cookies(cookies)
    page = context.new_page()
    line = context.new_cdp_session(page)
    taken: dict[str, int] = {}
    line.on(
        "Network.loadingFinished",
        lambda event: taken.update({event["requestId"]: event["encodedDataLength"]}),
    )
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    yield page, taken
    context.close()


def visit(browser: Browser, address: str, cookies: list[Any]) -> tuple[float, int, float, float]:
    """Bytes, requests, seconds until painted, seconds until it can be used."""
    with slow_page(browser, cookies) as (page, taken):
        page.goto(address, wait_until="domcontentloaded")
        used = page.evaluate(
            "performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart"
        )
        page.keyboard.press("Tab")
        page.wait_for_function("document.activeElement !== document.body")
        page.wait_for_load_state("networkidle")
        painted = page.evaluate(PAINTED)
        return sum(taken.values()), len(taken), painted / 1000, max(used, painted) / 1000


if __name__ == "__main__":
    main()
