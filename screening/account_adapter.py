"""How django-allauth speaks here: errors that say what to do, and letters that name the city."""

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language

from screening.city import city
from screening.middleware import address_of

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up, sign-in and passwords. No message tells whether an address has an account."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed. To open it again, contact the Personnel Department.",
        "email_password_mismatch": (
            "The e-mail address or the password does not match. Check both, or reset your password."
        ),
        "enter_current_password": "This is not your current password. Try again, or reset your password.",
        "incorrect_code": "This code does not match. Wait for the next one in your app, then enter it.",
        "incorrect_password": "This is not your password. Try again, or reset your password.",
        "invalid_login": "The e-mail address or the password does not match. Check both, or reset your password.",
        "invalid_or_expired_key": "This link does not work any more. Ask for a new one.",
        "invalid_password_reset": "This link does not work any more. Ask for a new one.",
        "cannot_remove_primary_email": "We write to this address, so it cannot be removed. Choose another one first.",
        "duplicate_email": "This address is already on your account.",
        "too_many_login_attempts": "There were too many tries. Wait a few minutes, then try again.",
        "rate_limited": "There were too many tries. Wait a few minutes, then try again.",
        "unverified_primary_email": "Confirm this address first. We can send you the link again.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Writes a letter. A mail server that is down is said to the person, who can ask again; nothing breaks."""
        try:
            super().send_mail(template_prefix, email, {**city(), **context})
        except OSError as error:  # every SMTP failure is one
            log.warning("a letter (%s) could not be sent: %s", template_prefix, type(error).__name__)
            messages.error(
                self.request, "We could not send the letter just now. Ask for it again in a few minutes."
            )

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """A new account speaks the language that its person signed up in."""
        user.language = get_language() or ""
        return super().save_user(request, user, form, commit)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's own address, so that a proxy's is not limited in the place of the whole city."""
        return address_of(request)

    def format_email_subject(self, subject: str) -> str:
        """The subject as the template says it: each letter has its own, and none begins with the same words."""
        return subject


class SecondFactorAdapter(DefaultMFAAdapter):
    """The authenticator app and the recovery codes."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code does not match. Wait for the next one in your app, then enter it.",
        "unverified_email": "Confirm your e-mail address first. Then set up the second step.",
        "cannot_delete_authenticator": "Your work needs the second step, so it cannot be turned off.",
    }

    def build_totp_svg(self, url: str) -> str:
        """The QR code as an element to stand in the page, without the XML declaration of a file."""
        svg: str = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]
