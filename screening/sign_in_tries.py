"""Counts failed tries to sign in, without what else was sent: a wrong password is often nearly the right one."""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.db import transaction
from django.http import HttpRequest


class SignInTries(AxesDatabaseHandler):
    """Keeps who tried, from where and how often; never the form, which may hold a password and typed answers."""

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        with transaction.atomic():
            super().user_login_failed(sender, credentials, request, **kwargs)
            if request is not None:
                tries = AccessAttempt.objects.filter(
                    username=get_client_username(request, credentials),
                    ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
                )
                tries.update(get_data="", post_data="")
