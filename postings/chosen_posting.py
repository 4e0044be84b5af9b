"""The posting that a command names: a readable data file, or the published revision of a slug in the database."""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from postings import data_file
from postings.minimum_requirements import Requirements, RequirementsError, compile_requirements


class NoSuchPosting(Exception):
    """What was named cannot be used; the message is one sentence and what to do."""


class ChosenPosting(NamedTuple):
    """Compiled requirements, how a proof names the revision, and the posting's last day of filing, if any."""

    requirements: Requirements
    label: str
    closing_on: date | None


def choose(name: str) -> ChosenPosting:
    """A data file needs no server; a slug is looked up in the database. Raises NoSuchPosting."""
    if "/" in name or "." in name or Path(name).is_file():
        return _from_file(name)
    return _from_database(name)


def _from_file(name: str) -> ChosenPosting:
    if Path(name).is_dir():
        raise NoSuchPosting(
            f"{name} is a folder. Give a posting file, for example postings/data/<slug>.yaml."
        )
    try:
        data = data_file.read_data_file(name)
        document = data_file.requirements_document(data)
        closing_on = data_file.closing_day(data)
    except data_file.DataFileError as error:
        raise NoSuchPosting(str(error)) from None
    return _compiled(document, data_file.revision_label(data), closing_on)


def _from_database(slug: str) -> ChosenPosting:
    from django.core.exceptions import ObjectDoesNotExist
    from django.db import OperationalError

    from postings.city_time import city_day
    from postings.domain.queries import announced_postings, published_requirements

    try:
        document, label = published_requirements(slug)
        closes_at = announced_postings().get(slug=slug).closes_at
    except ObjectDoesNotExist:
        raise NoSuchPosting(
            f"No posting named '{slug}' is published. Load it with manage.py load_posting, or give a data file."
        ) from None
    except OperationalError:
        raise NoSuchPosting(
            f"The database cannot be reached to look up '{slug}'. Start it with make run, or give a data file."
        ) from None
    return _compiled(document, label, closes_at and city_day(closes_at))


def _compiled(document: dict[str, Any], label: str, closing_on: date | None) -> ChosenPosting:
    try:
        return ChosenPosting(compile_requirements(document), label, closing_on)
    except RequirementsError as error:
        raise NoSuchPosting(f"The requirements of this posting cannot be used:\n{error}") from None
