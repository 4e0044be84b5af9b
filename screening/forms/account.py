"""The sign-in, sign-up, password and second-factor forms of django-allauth, in our words."""

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from screening.forms.switching import KeepsTyped

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def password_hint() -> str:
    """What a good password is, with the length that the settings ask for."""
    lengths = (
        validator.min_length
        for validator in password_validation.get_default_password_validators()
        if isinstance(validator, password_validation.MinimumLengthValidator)
    )
    return gettext(
        "At least %(length)d characters. A few unrelated words are easy to remember and hard to guess."
    ) % {"length": next(lengths, 8)}


class Words(NamedTuple):
    """What one field says: its label, its hint, what to do when it is empty, and what a browser may fill in."""

    label: "StrOrPromise"
    hint: "StrOrPromise"
    when_empty: "StrOrPromise"
    autocomplete: str


EMAIL = Words(_("E-mail address"), "", _("Enter your e-mail address."), "username")
PASSWORD = Words(_("Password"), "", _("Enter your password."), "current-password")
NEW_PASSWORD = Words(
    _("New password"), lazy(password_hint, str)(), _("Enter a new password."), "new-password"
)
AGAIN = Words(_("New password again"), "", _("Enter the new password again."), "new-password")
APP_CODE = Words(
    _("Code from your authenticator app"),
    _("Six digits. You can use one of your recovery codes in its place."),
    _("Enter the code that your authenticator app shows."),
    "one-time-code",
)


class PlainWords(KeepsTyped):
    """Gives a form's fields the words in ``words``, and takes away placeholders: a hint must stay while one types."""

    words: ClassVar[dict[str, Words]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for field in fields.values():
            field.widget.attrs.pop("placeholder", None)
        for name, words in self.words.items():
            if name not in fields:
                continue
            field = fields[name]
            field.label, field.help_text = words.label, words.hint
            field.error_messages = {**field.error_messages, "required": words.when_empty}
            field.widget.attrs["autocomplete"] = words.autocomplete
            if words is APP_CODE:
                # Recovery codes have letters, so the keyboard stays whole; nothing may correct or capitalise them.
                field.widget.attrs.update(autocapitalize="off", spellcheck="false", **{"class": "input--20"})


class LoginForm(PlainWords, account.LoginForm):
    words: ClassVar[dict[str, Words]] = {"login": EMAIL, "password": PASSWORD}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "remember" in self.fields:
            self.fields["remember"].label = _("Keep me signed in on this device")


class SignInBesideForm(LoginForm):
    """Signing in on the page that holds what was typed; its fields are told apart from those by their names."""

    prefix = "beside"


class SignupForm(PlainWords, account.SignupForm):
    words: ClassVar[dict[str, Words]] = {
        "email": EMAIL._replace(
            hint=_("We send a link to this address, and later every notice about your application.")
        ),
        "password1": NEW_PASSWORD._replace(label=_("Create a password"), when_empty=_("Enter a password.")),
        "password2": AGAIN._replace(label=_("Password again"), when_empty=_("Enter the password again.")),
    }

    def try_save(self, request: HttpRequest) -> Any:
        """A known address costs the time of a password hash too, so that nobody can tell by waiting."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class RequestLoginCodeForm(PlainWords, account.RequestLoginCodeForm):
    words: ClassVar[dict[str, Words]] = {"email": EMAIL._replace(hint=_("The address you signed up with."))}


class ConfirmLoginCodeForm(PlainWords, account.ConfirmLoginCodeForm):
    words: ClassVar[dict[str, Words]] = {
        "code": Words(
            _("Code from our message"),
            _("Letters and numbers. It works for 15 minutes."),
            _("Enter the code from our message."),
            "one-time-code",
        )
    }


class AddEmailForm(PlainWords, account.AddEmailForm):
    switches_language = False  # its page holds other forms too
    words: ClassVar[dict[str, Words]] = {
        "email": EMAIL._replace(label=_("New e-mail address"), autocomplete="email")
    }


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    words: ClassVar[dict[str, Words]] = {
        "oldpassword": PASSWORD._replace(
            label=_("Current password"), when_empty=_("Enter your current password.")
        ),
        "password1": NEW_PASSWORD,
        "password2": AGAIN,
    }


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    switches_language = False  # passwords are never shown again, so there is nothing to keep
    words: ClassVar[dict[str, Words]] = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):
    words: ClassVar[dict[str, Words]] = {"email": EMAIL._replace(hint=_("The address you signed up with."))}


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):
    switches_language = False
    words: ClassVar[dict[str, Words]] = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):
    words: ClassVar[dict[str, Words]] = {"password": PASSWORD}


class SecondFactorForm(PlainWords, second_factor.AuthenticateForm):
    words: ClassVar[dict[str, Words]] = {"code": APP_CODE}


class SecondFactorAgainForm(PlainWords, second_factor.ReauthenticateForm):
    words: ClassVar[dict[str, Words]] = {"code": APP_CODE}


class PasskeyField(forms.JSONField):
    """What a device answers: JSON. Nested too deep to be read, it is refused like any other that cannot be read."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid", params={"value": ""})


class ReadableAnswer:
    """An answer of a device with parts missing or of the wrong kind is refused, where the library would break."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (KeyError, TypeError, ValueError, AttributeError):
            raise forms.ValidationError(_("This passkey could not be read. Try again."))


class PasskeySignInForm(ReadableAnswer, webauthn.LoginWebAuthnForm):
    credential = PasskeyField()


class PasskeyAgainForm(ReadableAnswer, webauthn.ReauthenticateWebAuthnForm):
    credential = PasskeyField()


class AddPasskeyForm(PlainWords, webauthn.AddWebAuthnForm):
    credential = PasskeyField()
    words: ClassVar[dict[str, Words]] = {
        "name": Words(_("Name of this passkey"), _("For example: my phone."), _("Enter a name."), "off")
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(MaxLengthValidator(100))
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.fields["passwordless"].initial = True


class NamePasskeyForm(PlainWords, webauthn.EditWebAuthnForm):
    words: ClassVar[dict[str, Words]] = AddPasskeyForm.words


class ActivateTOTPForm(PlainWords, totp.ActivateTOTPForm):
    words: ClassVar[dict[str, Words]] = {
        "code": APP_CODE._replace(hint=_("Six digits. The code changes every 30 seconds."))
    }


class DeleteAccountForm(forms.Form):
    """Asked once more, on purpose: it cannot be undone."""

    sure = forms.BooleanField(
        label=_("I understand that this cannot be undone."),
        error_messages={"required": _("Tick this box if you want to delete your account.")},
    )
