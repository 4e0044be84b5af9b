"""Production does not start on what would hurt: one sentence that says what to set, and status 1."""

import os
import subprocess
import sys

import pytest

from services.places import PROJECT

GOOD = {
    "SCREENING_ENV": "production",
    "SECRET_KEY": "k3J-9sVx_2hQ0wZ7pLmN4rT6yB8dF1gC5aE-uXoRqWiPzKtM",
    "PUBLIC_ADDRESS": "https://jobs.example.gov",
    "DATABASE_URL": "postgresql://screening:a-password@db.example.gov:5432/screening",
    "REDIS_URL": "redis://broker.example.gov:6379/0",
    "EMAIL_HOST": "smtp.example.gov",
}
GOOD["SECRET_KEY"] += "-and-more-signs"
MANAGE = [sys.executable, "manage.py", "check"]
GUNICORN = [
    sys.executable,
    "-m",
    "gunicorn",
    "screening.wsgi",
    "--preload",
    "--no-control-socket",
    "--bind",
    "127.0.0.1:0",
]
CELERY = [sys.executable, "-m", "celery", "-A", "screening", "report"]

REFUSALS = [
    ({"SECRET_KEY": ""}, "SECRET_KEY is missing or a default"),
    ({"SECRET_KEY": "change-me"}, "SECRET_KEY is missing or a default"),
    ({"SECRET_KEY": "short"}, "SECRET_KEY is missing or a default"),
    ({"SECRET_KEY": "x" * 60}, "SECRET_KEY is missing or a default"),
    ({"DEBUG": "yes"}, "DEBUG=yes would show"),
    ({"DEBUG": "maybe"}, "DEBUG=maybe cannot be read"),
    (
        {"SCREENING_ENV": "demonstration", "DEBUG": "yes", "ALLOWED_HOSTS": "jobs.example.gov"},
        "DEBUG=yes would show",
    ),
    ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
    ({"DATABASE_URL": "postgress://a:b@c/d"}, "DATABASE_URL cannot be read"),
    ({"DATABASE_URL": "not an address"}, "DATABASE_URL cannot be read"),
    ({"DATABASE_URL": "postgresql://a:b@c:port/d"}, "DATABASE_URL cannot be read"),
    ({"DATABASE_URL": "postgresql://a:b@c/"}, "DATABASE_URL cannot be used"),
    ({"DATABASE_URL": "postgresql:///screening"}, "DATABASE_URL cannot be used"),
    ({"DATABASE_URL": "sqlite:///data.db"}, "DATABASE_URL cannot be used"),
    ({"DATABASE_URL": "postgresql://a:change-me-too@c/d"}, "DATABASE_URL holds the example's password"),
    ({"REDIS_URL": ""}, "REDIS_URL is not set"),
    ({"REDIS_URL": "http://broker"}, "REDIS_URL cannot be read"),
    ({"PUBLIC_ADDRESS": ""}, "PUBLIC_ADDRESS is not set"),
    ({"PUBLIC_ADDRESS": "jobs.example.gov"}, "PUBLIC_ADDRESS=jobs.example.gov cannot be read"),
    ({"PUBLIC_ADDRESS": "http://jobs.example.gov"}, "PUBLIC_ADDRESS=http://jobs.example.gov is not safe"),
    ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS=* would answer"),
    ({"EMAIL_HOST": ""}, "EMAIL_HOST is not set"),
    ({"CITY_TIME_ZONE": "Pacific"}, "CITY_TIME_ZONE=Pacific is no time zone"),
    ({"SCREENING_ENV": "prod"}, "SCREENING_ENV=prod is not known"),
    ({"EMAIL_PORT": "five"}, "EMAIL_PORT=five cannot be read"),
    ({"APPOINTMENT_WEBHOOK_URL": "http://payroll.example.gov/a"}, "APPOINTMENT_WEBHOOK_URL=http://payroll"),
    ({"APPOINTMENT_WEBHOOK_URL": "https://payroll.example.gov/a"}, "APPOINTMENT_WEBHOOK_SECRET is missing"),
]


def started(command: list[str], changed: dict[str, str], tmp_path) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    env = {**kept, "VAR": str(tmp_path), **GOOD, **changed}
    return subprocess.run(
        command,
        env=env,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.mark.parametrize(("changed", "sentence"), REFUSALS, ids=lambda value: str(value)[:60])
def test_settings_refuse(changed, sentence, tmp_path):
    """The settings alone, which every program reads first."""
    end = started([sys.executable, "-c", "import screening.settings"], changed, tmp_path)
    assert end.returncode == 1
    assert end.stderr.startswith(sentence)
    assert len(end.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [MANAGE, GUNICORN, CELERY], ids=["manage.py", "gunicorn", "celery"])
def test_every_program_refuses_in_one_line(command, tmp_path):
    end = started(command, {"SECRET_KEY": "change-me"}, tmp_path)
    assert end.returncode == 1
    assert [line for line in end.stderr.splitlines() if " [INFO] " not in line] == [
        "SECRET_KEY is missing or a default: set it to 50 or more random characters, "
        'for example from `python3 -c "import secrets; print(secrets.token_urlsafe(50))"`.'
    ]


def test_a_refusal_never_repeats_the_password(tmp_path):
    end = started(MANAGE, {"DATABASE_URL": "postgress://a:top-secret@c/d"}, tmp_path)
    assert "top-secret" not in end.stdout + end.stderr


def test_good_production_settings_start_and_pass_the_deployment_checks(tmp_path):
    end = started([*MANAGE, "--deploy", "--fail-level", "WARNING"], {"PROXIES": "1"}, tmp_path)
    assert (end.returncode, end.stdout) == (0, "System check identified no issues (0 silenced).\n"), (
        end.stderr
    )


def test_production_asks_staff_for_a_second_factor_and_the_demonstration_does_not(tmp_path):
    ask = [
        sys.executable,
        "-c",
        "from screening import settings as s; print(s.REQUIRE_SECOND_FACTOR_FOR_STAFF)",
    ]
    assert started(ask, {}, tmp_path).stdout == "True\n"
    assert started(ask, {"SCREENING_ENV": "demonstration"}, tmp_path).stdout == "False\n"
