"""docker-compose.yml against the Compose Specification's own schema (compose-spec.json, Apache-2.0, from its 2021 issue)."""

import json
import re

import jsonschema
import pytest
import yaml

from services.places import PROJECT

SCHEMA = json.loads((PROJECT / "tests/house/compose-spec.json").read_text())
COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]


def test_the_compose_file_follows_the_specification():
    jsonschema.Draft201909Validator(SCHEMA).validate(COMPOSE)


def test_a_misspelt_key_would_be_found():
    wrong = {**COMPOSE, "services": {"web": {"imagee": "x"}}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft201909Validator(SCHEMA).validate(wrong)


def test_every_lasting_service_has_a_health_check_and_starts_again():
    lasting = {name for name, service in SERVICES.items() if service["restart"] != "no"}
    assert lasting == {"postgres", "redis", "web", "worker", "beat"}
    assert {name for name in lasting if "healthcheck" in SERVICES[name]} == lasting


def test_each_keeps_its_volumes_and_all_are_declared():
    kept = {
        name: [volume.split(":")[0] for volume in service["volumes"]]
        for name, service in SERVICES.items()
        if "volumes" in service
    }
    assert kept == {
        "postgres": ["postgres"],
        "redis": ["redis"],
        "web": ["documents"],
        "worker": ["documents", "scans"],
        "beat": ["beat"],
    }
    assert set(COMPOSE["volumes"]) == {"postgres", "redis", "documents", "scans", "beat"}


def test_nothing_runs_as_root():
    assert SERVICES["postgres"]["user"] == "postgres"
    assert SERVICES["redis"]["user"] == "redis"
    stages = (PROJECT / "Dockerfile").read_text().split("FROM ")
    assert re.findall(r"^USER (\w+)$", stages[-1], re.MULTILINE) == ["screening"]


def test_the_broker_keeps_what_it_holds_and_throws_nothing_away():
    command = SERVICES["redis"]["command"]
    assert command[command.index("--appendonly") + 1] == "yes"
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


def test_every_variable_of_the_compose_file_is_in_the_example():
    asked = set(re.findall(r"\$\{(\w+)", (PROJECT / "docker-compose.yml").read_text()))
    offered = set(re.findall(r"^(\w+)=", (PROJECT / ".env.example").read_text(), re.MULTILINE))
    assert asked - offered == set()
