"""The room where the city decides, and its leave for the postings' verbs."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "screening"
    verbose_name = "Applicant screening"

    def ready(self) -> None:
        """Postings ask who may and where it is written down through one registry, and never import this room."""
        from postings import authority
        from screening.domain import history
        from screening.permissions import authorise

        authority.appoint(authorise=authorise, record=history.record)
