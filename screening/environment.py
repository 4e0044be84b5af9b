"""Reads settings from the environment and refuses what cannot work, in one sentence that says what to set."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import dj_database_url

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]", "testserver")
SHORTEST_SECRET = 32
EXAMPLE_SECRET = "change-me"  # noqa: S105  (the word in .env.example that production refuses)


class Refusal(SystemExit):
    """The program does not start; its one sentence says what is wrong and what to set. Exit status 1."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def needed(name: str, example: str) -> str:
    value = text(name)
    if not value:
        raise Refusal(f"{name} is not set: production needs it, for example {name}={example}")
    return value


def yes_no(name: str, default: bool) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value not in {"yes", "no", "true", "false", "1", "0", "on", "off"}:
        raise Refusal(f"{name}={value} cannot be read: set it to yes or no.")
    return value in {"yes", "true", "1", "on"}


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise Refusal(f"{name}={value} cannot be read: set it to a whole number, for example {default}.")
    return int(value)


def host_and_port(name: str) -> str:
    """A host, with or without ``:port``; empty where there is none."""
    value = text(name)
    host, colon, port = value.partition(":")
    if value and not (host and (not colon or port.isdigit())):
        raise Refusal(f"{name}={value} cannot be read: write it as host:port, for example clamav:3310.")
    return value


def mailbox(name: str) -> str:
    """The address of an IMAP mailbox; empty where there is none."""
    value = text(name)
    try:
        parts = urlsplit(value)
        good = (
            parts.scheme in {"imap", "imaps"} and bool(parts.hostname and parts.username) and parts.port != 0
        )
    except ValueError:
        good = False
    if value and not good:  # never quote the address: it holds a password
        raise Refusal(f"{name} cannot be read: write it as imaps://user:password@host/INBOX")
    return value


def several(name: str) -> list[str]:
    return [part.strip() for part in text(name).split(",") if part.strip()]


def choice(name: str, allowed: tuple[str, ...]) -> str:
    value = text(name, allowed[0])
    if value not in allowed:
        raise Refusal(f"{name}={value} is not known: set it to {', '.join(allowed[:-1])} or {allowed[-1]}.")
    return value


def zone(name: str, default: str) -> str:
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ValueError, OSError):
        raise Refusal(f"{name}={value} is no time zone: set it to a name such as {default}.") from None
    return value


def secret(name: str, *, production: bool, kept_in: Path) -> str:
    """The signing secret: from the environment, or (never in production) made once and kept in a private file."""
    value = text(name)
    if production:
        if len(value) < 50 or value.startswith(EXAMPLE_SECRET) or len(set(value)) < 10:
            raise Refusal(
                f"{name} is missing or a default: set it to 50 or more random characters, "
                'for example from `python3 -c "import secrets; print(secrets.token_urlsafe(50))"`.'
            )
        return value
    return value or _kept_secret(kept_in)


def _kept_secret(path: Path) -> str:
    """Web, worker and beat may ask at once: the first to link its file wins, all read the same."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        mine = path.with_name(f"{path.name}.{os.getpid()}")
        mine.touch(mode=0o600)
        mine.write_text(secrets.token_urlsafe(50), encoding="ascii")
        try:
            os.link(mine, path)
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return path.read_text(encoding="ascii").strip()


def database(name: str, default: str | None) -> dict[str, Any]:
    """Django's database settings from an address, or from ``default`` where there is one (not in production)."""
    url = text(name) or default
    example = "postgresql://user:password@host:5432/screening"
    if url is None:
        raise Refusal(f"{name} is not set: production needs it, for example {name}={example}")
    try:
        database = dict(dj_database_url.parse(url))
    except (ValueError, KeyError):  # never quote the address: it holds a password
        raise Refusal(f"{name} cannot be read: write it as {example}") from None
    if str(database.get("PASSWORD", "")).startswith(EXAMPLE_SECRET):
        raise Refusal(
            f"{name} holds the example's password: set one of your own (POSTGRES_PASSWORD in .env)."
        )
    options = dict(database.get("OPTIONS") or {})  # type: ignore[call-overload]
    host = options.pop("host", None) or database.get("HOST")
    if database["ENGINE"] != "django.db.backends.postgresql" or not database["NAME"] or not host:
        raise Refusal(f"{name} cannot be used: it must name a PostgreSQL server and database, as {example}")
    return {**database, "HOST": str(host), "OPTIONS": options}


def broker(name: str, default: str | None) -> str:
    """Celery's broker address from a Redis one: ``redis://``, ``rediss://`` or ``unix://`` with ``?db=``."""
    url = text(name) or default
    example = "redis://host:6379/0"
    if url is None:
        raise Refusal(f"{name} is not set: production needs it, for example {name}={example}")
    parts = urlsplit(url)
    if parts.scheme == "unix" and parts.path:
        return f"redis+socket://{parts.path}?virtual_host={dict(parse_qsl(parts.query)).get('db', '0')}"
    if parts.scheme not in {"redis", "rediss"} or not parts.netloc:
        raise Refusal(f"{name} cannot be read: write it as {example}")
    return url


def public_address(name: str, *, production: bool) -> str:
    """The address people type, without a closing slash; https in production."""
    example = "https://jobs.example.gov"
    value = (needed(name, example) if production else text(name, "http://localhost:8000")).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise Refusal(f"{name}={value} cannot be read: write it as {example}")
    if production and parts.scheme != "https" and parts.hostname not in LOCAL_HOSTS:
        raise Refusal(f"{name}={value} is not safe for a public host: write it as https://{parts.netloc}")
    return value


def webhook(name: str, secret_name: str, *, production: bool) -> tuple[str, str]:
    """The address that takes signed messages and the secret they are signed with; both empty where none is set."""
    url, secret_value = text(name), text(secret_name)
    if not url:
        return "", ""
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in {"http", "https"}:
        raise Refusal(f"{name}={url} cannot be read: write it as https://payroll.example.gov/appointments")
    if production and parts.scheme != "https":
        raise Refusal(f"{name}={url} is not safe: write it with https")
    if len(secret_value) < SHORTEST_SECRET:
        raise Refusal(
            f"{secret_name} is missing or short: set it to {SHORTEST_SECRET} or more random characters"
        )
    return url, secret_value


def refuse_debug_in_public(debug: bool, hosts: list[str], *, production: bool) -> None:
    public = [host for host in hosts if host not in LOCAL_HOSTS]
    if debug and (production or public):
        seen = f" to {public[0]}" if public else ""
        raise Refusal(
            f"DEBUG=yes would show the program's insides{seen}: set DEBUG=no, or serve localhost only."
        )


def refuse_any_host(hosts: list[str]) -> None:
    if "*" in hosts:
        raise Refusal("ALLOWED_HOSTS=* would answer to any name: set it to the host names people type.")
