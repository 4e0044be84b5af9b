"""Which of our forms stand in the place of django-allauth's: settings that are the same in every city."""

ACCOUNT_FORMS = {
    "add_email": "screening.forms.account.AddEmailForm",
    "change_password": "screening.forms.account.ChangePasswordForm",
    "login": "screening.forms.account.LoginForm",
    "reauthenticate": "screening.forms.account.ReauthenticateForm",
    "reset_password": "screening.forms.account.ResetPasswordForm",
    "reset_password_from_key": "screening.forms.account.ResetPasswordKeyForm",
    "set_password": "screening.forms.account.SetPasswordForm",
    "confirm_login_code": "screening.forms.account.ConfirmLoginCodeForm",
    "request_login_code": "screening.forms.account.RequestLoginCodeForm",
    "signup": "screening.forms.account.SignupForm",
}

MFA_FORMS = {
    "activate_totp": "screening.forms.account.ActivateTOTPForm",
    "authenticate": "screening.forms.account.SecondFactorForm",
    "reauthenticate": "screening.forms.account.SecondFactorAgainForm",
    "login_webauthn": "screening.forms.account.PasskeySignInForm",
    "reauthenticate_webauthn": "screening.forms.account.PasskeyAgainForm",
    "add_webauthn": "screening.forms.account.AddPasskeyForm",
    "edit_webauthn": "screening.forms.account.NamePasskeyForm",
}
