"""Which of allauth's doors are open, below /_allauth/browser/v1/: no passwords, no other client."""

from allauth.headless.account import views as account
from allauth.headless.base.views import ConfigView
from allauth.headless.constants import Client
from allauth.headless.mfa import views as mfa
from django.urls import path

from venue.people.signing_in import AskForCode
from venue.people.totp_setup import TotpSetup


def door(route: str, view: type) -> object:
    return path(route, view.as_api_view(client=Client.BROWSER))  # type: ignore[attr-defined]


urlpatterns = [
    door("config", ConfigView),
    door("auth/session", account.SessionView),
    door("auth/code/request", AskForCode),
    door("auth/code/resend", account.ResendLoginCodeView),
    door("auth/code/confirm", account.ConfirmLoginCodeView),
    door("auth/webauthn/login", mfa.LoginWebAuthnView),
    door("auth/webauthn/authenticate", mfa.AuthenticateWebAuthnView),
    door("auth/webauthn/reauthenticate", mfa.ReauthenticateWebAuthnView),
    door("auth/2fa/authenticate", mfa.AuthenticateView),
    door("auth/2fa/reauthenticate", mfa.ReauthenticateView),
    door("account/authenticators", mfa.AuthenticatorsView),
    door("account/authenticators/totp", TotpSetup),
    door("account/authenticators/recovery-codes", mfa.ManageRecoveryCodesView),
    door("account/authenticators/webauthn", mfa.ManageWebAuthnView),
]
