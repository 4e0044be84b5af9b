"""How django-allauth speaks here: errors that say what to do, and letters that name the city."""

from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from screening.city import city
from screening.city_time import now
from screening.domain import account, contact, letter
from screening.middleware import address_of
from screening.models import User
from screening.session_time import begin as begin_session_time

CODE_GOOD_FOR = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
LINK_GOOD_FOR = timedelta(days=3)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up, sign-in and passwords. No message tells whether an address has an account."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. To open it again, contact the Personnel Department."),
        "email_password_mismatch": (
            _("The e-mail address or the password does not match. Check both, or reset your password.")
        ),
        "enter_current_password": _("This is not your current password. Try again, or reset your password."),
        "incorrect_code": _("This code does not match. Wait for the next one in your app, then enter it."),
        "incorrect_password": _("This is not your password. Try again, or reset your password."),
        "invalid_login": _(
            "The e-mail address or the password does not match. Check both, or reset your password."
        ),
        "invalid_or_expired_key": _("This link does not work any more. Ask for a new one."),
        "invalid_password_reset": _("This link does not work any more. Ask for a new one."),
        "cannot_remove_primary_email": _(
            "We write to this address, so it cannot be removed. Choose another one first."
        ),
        "duplicate_email": _("This address is already on your account."),
        "too_many_login_attempts": _("There were too many tries. Wait a few minutes, then try again."),
        "rate_limited": _("There were too many tries. Wait a few minutes, then try again."),
        "unverified_primary_email": _("Confirm this address first. We can send you the link again."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Writes a letter as a row; the worker mails it. Known and unknown addresses cost a request alike."""
        message = self.render_mail(template_prefix, email, {"email": email, **city(), **context})
        letter.write(
            kind=template_prefix.removeprefix("account/").removeprefix("mfa/"),
            address=email,
            subject=str(message.subject),
            body=str(message.body),
            good_for=CODE_GOOD_FOR if context.get("code") else LINK_GOOD_FOR,
            at=getattr(self.request, "arrived_at", None) or now(),
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tells of a change that guards an account; a new main address is taken over by the contact details too."""
        super().send_notification_mail(template_prefix, user, context, email)
        if template_prefix == "account/email/email_changed" and context:
            at = getattr(self.request, "arrived_at", None) or now()
            contact.follow_address(person=user, address=context["to_email"], at=at)

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        """Keeps where the person came from with their account: the letter may be opened in another browser."""
        path = get_next_redirect_url(request)
        if path:
            account.remember_return(user=emailconfirmation.email_address.user, path=path)
        super().send_confirmation_mail(request, emailconfirmation, signup)

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Somebody who confirmed in another browser signs in there, and comes back to where they were."""
        user = email_address.user
        if not self.request.user.is_authenticated and user.return_to:
            return f"{reverse('account_login')}?{urlencode({'next': user.return_to})}"
        return str(super().get_email_verification_redirect_url(email_address))

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The first sign-in of a new person ends where they came from."""
        begin_session_time(request, getattr(request, "arrived_at", None) or now())
        came_from = account.take_return(user=user)
        kwargs["redirect_url"] = kwargs.get("redirect_url") or came_from or None
        return super().post_login(request, user, **kwargs)

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
        "incorrect_code": _("This code does not match. Wait for the next one in your app, then enter it."),
        "unverified_email": _("Confirm your e-mail address first. Then set up the second step."),
        "cannot_delete_authenticator": _("Your work needs the second step, so it cannot be turned off."),
    }

    def build_totp_svg(self, url: str) -> str:
        """The QR code as an element to stand in the page, without the XML declaration of a file."""
        svg: str = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]
