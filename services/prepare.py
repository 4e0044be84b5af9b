"""What `make run` does to the data before it serves, in one Django process. Every step may be repeated."""

import os

import django
from django.core.management import call_command

POSTING = "postings/data/customer-services-representative.yaml"
QUESTIONS = "postings/data/questions/city.yaml"


def prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "screening.settings")
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_questions", QUESTIONS)
    call_command("load_posting", POSTING)
    call_command("load_demonstration")


if __name__ == "__main__":
    prepare()
