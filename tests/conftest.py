"""Real servers for every test session; real workers, web servers and a browser for the tests that ask for them."""

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from services import browser as chromium
from services import throwaway
from services.trouble import Trouble
from tests.processes import RunningProcess, free_port, start_gunicorn, start_worker

SERVERS: list[Any] = []
LONGEST_FIRST = (
    "tests/journeys/test_everywhere",
    "tests/journeys/test_authors",
    "tests/house/test_run",
    "tests/journeys",
    "tests/faults",
)
"""A file stays with one worker, so a long one that began last would be waited for by all the others."""


def pytest_configure(config: pytest.Config) -> None:
    """Starts the session's servers once, in the process that the workers of pytest-xdist are started from."""
    if hasattr(config, "workerinput") or config.option.collectonly or config.option.help:
        return
    config.add_cleanup(lambda: throwaway.throw_away(SERVERS))
    try:
        SERVERS.extend(throwaway.start())
    except Trouble as trouble:
        pytest.exit(str(trouble), returncode=2)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest begin first; within them the order stays."""

    def place(item: pytest.Item) -> int:
        return next((at for at, start in enumerate(LONGEST_FIRST) if item.nodeid.startswith(start)), 9)

    items.sort(key=place)
    in_a_browser = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    if in_a_browser:
        from playwright.sync_api import Error

        # The browser's own error, never a failed assertion, is met once more, and the closing line counts it.
        again = pytest.mark.flaky(reruns=1, only_rerun=[Error])
        for item in in_a_browser:
            item.add_marker(again)


@pytest.fixture(scope="session", autouse=True)
def flush_passes_by_the_triggers() -> Iterator[None]:
    """Between two tests the whole database is emptied, which its own tables of record refuse anybody else."""
    import pgtrigger
    from django.core.management.base import CommandError
    from django.test import TransactionTestCase

    flush = TransactionTestCase._fixture_teardown

    def patiently(self: TransactionTestCase) -> None:
        """A request that a closed page left behind may still hold a table: then once more when it is over."""
        try:
            flush(self)
        except CommandError:
            time.sleep(2)
            flush(self)

    TransactionTestCase._fixture_teardown = pgtrigger.ignore()(patiently)
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """The address of this test's own database, for programs started beside it. The test's rows are committed."""
    from django.db import connection

    return session_address(str(connection.settings_dict["NAME"]))


def session_address(name: str) -> str:
    given = os.environ["DATABASE_URL"]
    head, mark, query = given.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}{mark}{query}"


@pytest.fixture
def redis_url() -> Iterator[str]:
    """The address of this test process's own broker database, emptied before and after."""
    import redis

    url = os.environ["REDIS_URL"]
    with redis.from_url(url) as broker:
        broker.flushdb()
        yield url
        broker.flushdb()


@pytest.fixture
def child_environment(database_url: str, redis_url: str) -> dict[str, str]:
    """The environment that makes another process of ours use this test's database and broker."""
    return {**os.environ, "DATABASE_URL": database_url, "REDIS_URL": redis_url}


@pytest.fixture
def celery_worker_process(
    child_environment: dict[str, str], tmp_path: Any
) -> Iterator[Callable[..., RunningProcess]]:
    """A factory of real Celery workers: ``celery_worker_process(concurrency=1, env={…})`` returns when it is ready."""
    started: list[RunningProcess] = []

    def start(
        *, concurrency: int = 1, env: dict[str, str] | None = None, ready: bool = True
    ) -> RunningProcess:
        log = tmp_path / f"worker-{len(started)}.log"
        worker = start_worker({**child_environment, **(env or {})}, log, concurrency=concurrency)
        started.append(worker)
        if ready:
            worker.wait_for("ready.")
        return worker

    yield start
    for worker in started:
        worker.kill()


@pytest.fixture
def web_process(child_environment: dict[str, str], tmp_path: Any) -> Iterator[Callable[..., RunningProcess]]:
    """A factory of real gunicorns on a free port: ``web_process(workers=1, env={…})``; the handle has ``.url``."""
    started: list[RunningProcess] = []

    def start(*, workers: int = 1, env: dict[str, str] | None = None) -> RunningProcess:
        log = tmp_path / f"web-{len(started)}.log"
        web = start_gunicorn({**child_environment, **(env or {})}, log, port=free_port(), workers=workers)
        started.append(web)
        web.wait_until_serving()
        return web

    yield start
    for web in started:
        web.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium (Playwright's sync API). Skips where there is none, fails there when CI=true."""
    program = chromium.find()
    if program is None:
        words = f"no Chromium or Chrome was found; {chromium.HOW}"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(words, pytrace=False)
        pytest.skip(words)
    from playwright.sync_api import sync_playwright

    # Playwright's sync API keeps an event loop in this thread, which Django would take for an async view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=str(program), headless=True, args=chromium.flags()
        )
        with pytest.MonkeyPatch.context() as patch:
            for act in ("click", "press"):
                _wait_for_the_page_after(act, patch)
            yield running
        running.close()


def _wait_for_the_page_after(act: str, patch: pytest.MonkeyPatch) -> None:
    """A click that sends a form returns once the answer begins: what is asked next would meet half a page."""
    from playwright.sync_api import Locator

    original = getattr(Locator, act)

    def and_wait(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        if not self.page.is_closed():
            self.page.wait_for_load_state("domcontentloaded")

    patch.setattr(Locator, act, and_wait)


@pytest.fixture
def new_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """A factory of pages, each in a context of its own (one person): ``new_page(java_script_enabled=False)``.

    A script error or a breach of the Content-Security-Policy on any of them fails the test.
    """
    contexts: list[Any] = []
    faults: list[str] = []

    def make(**options: Any) -> Any:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "locale": "en-US", **options}
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: "Content Security" in said.text and faults.append(f"{page.url}: {said.text}"),
        )
        return page

    yield make
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """One person's browser page."""
    return new_page()


@pytest.fixture
def context(page: Any) -> Any:
    """The browser context of ``page``."""
    return page.context


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The session's own cluster is thrown away whole, so its databases need not be dropped first."""
    return "DATABASE_URL" not in os.environ[throwaway.GIVEN].split(",")
