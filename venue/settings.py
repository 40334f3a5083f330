"""The one settings file; also where the house is wired by dotted names, so that no arrow in the code points up."""

import os
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


# --- small readers of the environment that fail loudly -------------------------------------------------------------


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. `make run` sets it; for a real house see README.md.")
    return value


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "1" if default else "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}.")
    return value in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    try:
        return int(os.environ.get(name, default))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from error


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def tiles(name: str) -> str:
    """The address of a map's tiles, empty for none: `https://…/{z}/{x}/{y}.png`."""
    address = text(name, "")
    if address and not re.fullmatch(r"https?://[\w.:-]+/[^\s;,]*{z}/{x}/{y}[^\s;,]*", address):
        raise ImproperlyConfigured(f"{name} must be like https://tiles.example.org/{{z}}/{{x}}/{{y}}.png, or empty.")
    return address


def database(url: str) -> dict[str, Any]:
    """A DATABASES entry from `postgres://user:password@host:port/name?option=value`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// (the only engine that Préau knows).")
    return {
        "ENGINE": "venue.house.postgres",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": False,
        # Only for the statements of `venue.rows`; a pooler between house and database must know prepared statements.
        "OPTIONS": {"prepare_threshold": number("DATABASE_PREPARE_AFTER", 5)} | dict(parse_qsl(parts.query)),
    }


# --- what kind of house this is ------------------------------------------------------------------------------------

DEMO = flag("DEMO")
TESTING = "pytest" in sys.modules or "mypy" in sys.modules
DEBUG = flag("DEBUG")
SECRET_KEY = text("SECRET_KEY", "insecure-for-development-only" if DEMO or DEBUG or TESTING else None)
PUBLIC_URL = text("PUBLIC_URL", "http://localhost:8000").rstrip("/")
# What calendars and feed readers know entries by: a house that moves to another address keeps its first one here.
FEED_DOMAIN = text("FEED_DOMAIN", "") or urlsplit(PUBLIC_URL).hostname or "localhost"
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "*" if DEMO else urlsplit(PUBLIC_URL).hostname or "localhost")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS", PUBLIC_URL)
# A full list (scheme, host, port) for the socket; a browser that names another is refused.
LIVE_ORIGINS = words("LIVE_ORIGINS", ",".join(CSRF_TRUSTED_ORIGINS))

# Empty: the map of *Dehors* is drawn by hand and asks nobody. Set: whoever serves these learns who looks at it.
MAP_TILES_URL = tiles("MAP_TILES_URL")
MAP_TILES_ATTRIBUTION = text("MAP_TILES_ATTRIBUTION", "")

# --- rooms ---------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "venue.people.admin_app.HouseAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.headless",
    "rest_framework",
    "drf_spectacular",
    "procrastinate.contrib.django",
    "venue.house",
    "venue.rules",
    "venue.live",
    "venue.codes",
    "venue.people",
    "venue.spaces",
    "venue.money",
    "canteen",
    "coworking",
    "events",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "venue.errors.SayHowLong",
    "venue.errors.RefuseNul",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "venue.privacy.KeepKeysPrivate",
    "venue.people.browsers.RememberBrowser",
    "venue.errors.LostDependency",
]

ROOT_URLCONF = "venue.urls"
WSGI_APPLICATION = "venue.wsgi.application"
ASGI_APPLICATION = "venue.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "venue" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- the truth and its messenger -----------------------------------------------------------------------------------

DATABASES = {"default": database(text("DATABASE_URL", "postgres://none/none" if TESTING else None))}
if os.environ.get("DATABASE_OWNER_URL"):
    # `preau_owner` migrates; the product runs as `preau_app`, which may not rewrite money or what happened (DESIGN §7).
    DATABASES["owner"] = database(os.environ["DATABASE_OWNER_URL"])
if not TESTING:
    # CONN_MAX_AGE leaks under ASGI; psycopg's pool does not (DESIGN §7). It holds 4 by default: too few for threads.
    # The first requests that meet a lost database wait 1 s for it, those after them not at all (venue.house.postgres).
    # And the pool gives up connecting after 1 s, so that the next request tries again; left to itself it waits longer
    # after each failure, and after an outage of minutes the house would be closed for another minute.
    pool = {"min_size": 1, "max_size": number("DATABASE_POOL", 20), "timeout": 1, "reconnect_timeout": 1}
    DATABASES["default"]["OPTIONS"] |= {"pool": pool}
DATABASE_APP_ROLE = text("DATABASE_APP_ROLE", "preau_app")

REDIS_URL = text("REDIS_URL", "redis://127.0.0.1:6379/0")
REDIS_PREFIX = text("REDIS_PREFIX", "preau:")
CACHES = {
    "default": {
        "BACKEND": "venue.live.cache.ForgivingCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": REDIS_PREFIX + "cache",
    }
}

# --- dotted names: what must travel up ------------------------------------------------------------------------------

TOPICS = {
    "occupancy": "venue.spaces.topics.OccupancyTopic",
    "sitting": "canteen.topics.SittingTopic",
    "order": "canteen.topics.OrderTopic",
    "coworking": "coworking.topics.DayTopic",
    "booking": "coworking.topics.BookingTopic",
    "waiting": "coworking.topics.WaitingTopic",
    "event": "events.topics.EventTopic",
    "street": "events.news.StreetTopic",
    "registration": "events.topics.RegistrationTopic",
    "day": "events.topics.DayTopic",
}
# Who stands behind a socket: a paired device's token, a session's key, or nobody known.
LIVE_ACTORS = {
    "device": "venue.people.actors.actor_from_device_token",
    "session": "venue.people.actors.actor_from_session",
    "guest": "venue.people.actors.GUEST",
}
WHEN_PAID = {
    "meal_order": "canteen.orders.when_paid",
    "hire_invoice": "coworking.hire_payments.when_paid",
    "coworking_booking": "coworking.paying.when_paid",
    "coworking_pass": "coworking.buying.when_paid",
    "event_registration": "events.paying.when_paid",
}
WHEN_REFUNDED = {
    "meal_order": "canteen.orders.when_refunded",
    "hire_invoice": "coworking.hire_payments.when_refunded",
    "coworking_booking": "coworking.paying.when_refunded",
    "coworking_pass": "coworking.buying.when_refunded",
    "event_registration": "events.paying.when_refunded",
}
# Subscriptions: a month was paid, a month could not be charged, it is over.
WHEN_RENEWED = {"coworking_pass": "coworking.buying.when_renewed"}
WHEN_UNPAID = {"coworking_pass": "coworking.buying.when_unpaid"}
WHEN_ENDED = {"coworking_pass": "coworking.buying.when_ended"}
# What looks at its rows again when a rule is changed in the office.
WHEN_RULE_CHANGES = {"seat.walkin_pct": "coworking.walk_in_share.keep"}
# What is planned in a room when its layouts are changed in the office.
WHEN_LAYOUTS_CHANGE = ["events.placing.follow_room"]
PAGES = {
    "home": "canteen.pages.home",
    "manger": "canteen.pages.week",
    "order": "canteen.pages.sitting",
    "allergens": "canteen.pages.allergens",
    "tickets": "canteen.pages.tickets",
    "hire": "coworking.hire_page.ask",
    "work": "coworking.pages.work",
    "bookings": "coworking.pages.bookings",
    "here": "coworking.pages.here",
    "passes": "coworking.pages.passes",
    "outside": "events.pages.outside",
    "event": "events.pages.event",
    "registrations": "events.pages.registrations",
    "sign_in": "venue.pages.plain_page",
    "pair": "venue.pages.plain_page",
    "scanner": "venue.pages.plain_page",
    "room": "venue.pages.plain_page",
    "desk": "venue.pages.plain_page",
    "day": "venue.pages.plain_page",
    "workshop": "venue.pages.plain_page",
    "helping": "venue.pages.plain_page",
    "door": "venue.pages.plain_page",
    "manager": "venue.pages.plain_page",
    "me": "venue.pages.plain_page",
}
# What every page says, whatever it is about: news of the street.
ASKED_BY_EVERY_PAGE = ["/api/v1/events/news/"]
# What each room above knows of a person, told to her and forgotten when she asks: `told_to` and `forget` of a module.
OWN_DATA = {
    "canteen": "canteen.own_data",
    "waiting": "coworking.own_data.waiting",
    "coworking": "coworking.own_data.bookings",
    "hire": "coworking.own_data.hire",
    "passes": "coworking.own_data.passes",
    "calendars": "coworking.own_data.calendars",
    "registrations": "events.own_data.registrations",
    "crew": "events.own_data.crew",
    "planning": "events.own_data.planning",
}
# What a new house needs before its first evening, in the order in which it is done.
FIRST_STEPS = ["venue.house.first_steps", "venue.spaces.first_steps", "canteen.first_steps", "venue.people.first_steps"]
# The office (Django's admin), in the order in which a house is opened and then looked after.
OFFICE = [
    "house.building",
    "house.operatingentity",
    "spaces.space",
    "spaces.openinghours",
    "spaces.period",
    "spaces.closure",
    "canteen.menu",
    "canteen.dish",
    "canteen.sitting",
    "canteen.costversion",
    "canteen.pricepage",
    "coworking.resource",
    "coworking.roomprice",
    "coworking.offer",
    "coworking.booking",
    "coworking.block",
    "events.site",
    "events.ruleset",
    "events.event",
    "events.kititem",
    "events.temporarybar",
    "people.person",
    "people.device",
    "people.pairingcode",
    "rules.ruleoverride",
    "money.incident",
    "money.account",
    "coworking.invoice",
    "money.journalentry",
    "money.closing",
    "money.journalhead",
    "spaces.capacityclaim",
    "spaces.movement",
    "spaces.recount",
    "codes.signingkey",
]
DEMO_SEEDS = [
    "venue.house.demo",
    "venue.people.demo",
    "venue.spaces.demo",
    "canteen.demo",
    "coworking.demo",
    "coworking.demo_week",  # before whatever writes in the books today
    "coworking.demo_hire",
    "coworking.demo_waiting",
    "events.demo",
]

# --- jobs ----------------------------------------------------------------------------------------------------------

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# --- money ---------------------------------------------------------------------------------------------------------

STRIPE_SECRET_KEY = text("STRIPE_SECRET_KEY", "")
# Entities with an account of their own (OperatingEntity.stripe_account): STRIPE_SECRET_KEY_COOP, for example.
STRIPE_SECRET_KEYS = {
    name.removeprefix("STRIPE_SECRET_KEY_"): key
    for name, key in os.environ.items()
    if name.startswith("STRIPE_SECRET_KEY_")
}
# Several while a secret rotates, separated by commas; STRIPE_WEBHOOK_SECRET_COOP and the like are heard as well.
STRIPE_WEBHOOK_SECRETS = [
    secret for name in sorted(os.environ) if name.startswith("STRIPE_WEBHOOK_SECRET") for secret in words(name)
]
STRIPE_API_BASE = text("STRIPE_API_BASE", "")

# --- others who tell of our events ----------------------------------------------------------------------------------

# OpenAgenda: the secret key of an account there and the number of an agenda; nothing is told without both.
OPENAGENDA_TOKEN = text("OPENAGENDA_TOKEN", "")
OPENAGENDA_AGENDA = text("OPENAGENDA_AGENDA", "")
OPENAGENDA_API_BASE = text("OPENAGENDA_API_BASE", "https://api.openagenda.com").rstrip("/")

# --- the API -------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["venue.people.authentication.Devices", "venue.people.authentication.Persons"],
    "DEFAULT_PERMISSION_CLASSES": ["venue.people.permissions.Nobody"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "venue.answering.InJson",
    "DEFAULT_PARSER_CLASSES": ["venue.reading.StrictJSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["venue.people.throttles.Writes"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "venue.errors.problem",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Préau",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["venue.people.permissions.Anyone"],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ResourceKindEnum": "coworking.models.resources.Kind",
        "HireStateEnum": "coworking.models.hire.HireState",
        "CustomerEnum": "coworking.models.hire.Customer",
        "LayoutEnum": "venue.spaces.models.Layout.Name",
        "InvoiceKindEnum": "coworking.models.invoices.PAPERS",
        "AllergenEnum": "canteen.models.menus.Allergen",
        "AllergenAnswerEnum": "canteen.models.menus.Answer",
        "SittingStateEnum": "canteen.models.sittings.State",
        "TicketUnitEnum": "coworking.models.passes.Unit",
        "BookingStateEnum": "coworking.models.BookingState",
        "WaitingStateEnum": "coworking.models.waiting.WaitingState",
        "PassStateEnum": "coworking.models.Pass.State",
        "RegistrationStateEnum": "events.models.RegistrationState",
        "EventStateEnum": "events.models.EventState",
        "EventDateStateEnum": "events.models.DateState",
        "CrewPlaceStateEnum": "events.models.CrewPlace.State",
        "KitStateEnum": "events.models.KitReservation.State",
        "ContactKindEnum": "events.models.EventContact.Kind",
        "HeardEnum": "events.passages.ANSWERS",
        "DecisionEnum": "events.models.Decision.Answer",
        "CountMethodEnum": "events.models.Passage.Method",
        "RoleEnum": "venue.people.models.Role.Name",
        "DeviceRoleEnum": "venue.people.models.Scope.ROLES",
        "GroundKindEnum": ["site", "room"],
        "ClashKindEnum": ["site", "crew", "kit", "cap"],
        "EventTaskStateEnum": "events.models.Task.State",
        "EventChangeEnum": "events.models.EventChange.What",
        "EventNewsEnum": ["moved", "postponed", "cancelled"],
        "ShownSittingStateEnum": "canteen.serializers.board.SHOWN",
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

# --- languages, time, files ----------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "venue" / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "/static/"
# Where `collectstatic` puts the files of the container image; elsewhere whitenoise finds them where they are.
STATIC_ROOT = text("STATIC_ROOT", "") or None
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
STATICFILES_DIRS = [FRONTEND_DIST] if FRONTEND_DIST.is_dir() else []
# Photos that managers upload, drawn anew (venue.photos); in `.house/` unless the house has a volume for them.
MEDIA_URL = "/photos/"
MEDIA_ROOT = Path(text("MEDIA_ROOT", str(BASE_DIR / ".house" / "photos")))
# Hashed names never change; what stands at the root (service worker, icons) is asked for again.
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/assets/.+-[\w-]{8}\.\w+$"
WHITENOISE_ROOT = FRONTEND_DIST / "root" if (FRONTEND_DIST / "root").is_dir() else None
# Each test client starts the middleware anew, and would list every static file each time (0.15 s).
WHITENOISE_AUTOREFRESH = DEBUG or TESTING

# --- the look of the office: LOOK.md's paper, ink and tomato -------------------------------------------------------

UNFOLD = {
    "SITE_TITLE": "venue.people.office.house_name",
    "SITE_HEADER": "venue.people.office.house_name",
    "SITE_URL": "/",
    "SITE_ICON": "/icon.svg",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "/favicon.svg"}],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "6px",
    "SIDEBAR": {"navigation": "venue.people.office.sidebar"},
    "COLORS": {
        "base": {
            "50": "#FBF7F0",
            "100": "#F4EDE3",
            "200": "#DED6C9",
            "300": "#BDB3A6",
            "400": "#8C8275",
            "500": "#6B635A",
            "600": "#5B544C",
            "700": "#443E38",
            "800": "#3A3530",
            "900": "#191715",
            "950": "#100F0D",
        },
        "primary": {
            "50": "#FDF1EC",
            "100": "#F9DDD3",
            "200": "#F2BFA6",
            "300": "#FFB199",
            "400": "#FF9C7D",
            "500": "#FF8A66",
            "600": "#B3361B",
            "700": "#922B14",
            "800": "#74220F",
            "900": "#571A0C",
            "950": "#35100A",
        },
    },
}

# --- safety --------------------------------------------------------------------------------------------------------

SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "venue.people.views.csrf_failure"
SESSION_ENGINE = "venue.people.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
BEHIND_PROXY = flag("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None

# A whole campus may sit behind one address, so addresses are generous; a door that comes back online has much to tell.
WRITES_PER_MINUTE = {
    "device": number("WRITES_PER_DEVICE", 600),
    "person": number("WRITES_PER_PERSON", 120),
    "browser": number("WRITES_PER_BROWSER", 120),
    "address": number("WRITES_PER_ADDRESS", 600),
}
# What can be guessed: so many wrong guesses in so many seconds, per person, device or address.
# Guests count by address, and a whole campus may sit behind one: whoever guesses there must not lock the others out.
# Three hundred guesses in ten minutes at codes of forty bits find one in a thousand years.
GUESSES = {"pairing": (300, 600), "open_ticket": (300, 600), "short_code": (30, 600)}

# Signing in (venue.people.signing_in): an address, then the code that was sent to it; no passwords.
LOGIN_URL = "/connexion/"
AUTHENTICATION_BACKENDS = ["venue.people.signing_in.Known"]
ACCOUNT_ADAPTER = "venue.people.signing_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
# Eight digits are read aloud in two groups; three tries for each of ten codes an hour leave nothing to guess.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
# Per address of the network (a campus may sit behind one) and per account; no word of it differs for an unknown one.
ACCOUNT_RATE_LIMITS = {"request_login_code": "60/m/ip,3/m/key,10/h/key"}
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {"account_signup": PUBLIC_URL + LOGIN_URL}
MFA_ADAPTER = "venue.people.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PUBLIC_URL.startswith("http://")
MFA_TOTP_ISSUER = "Préau"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}

EMAIL_BACKEND = text(
    "EMAIL_BACKEND", "venue.people.demo_mail.Backend" if DEMO else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST, EMAIL_PORT = text("EMAIL_HOST", "localhost"), number("EMAIL_PORT", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = text("EMAIL_HOST_USER", ""), text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
# Short messages: a class with `send(number, text)` (venue.people.texting); without one nobody pretends.
SMS_GATEWAY = text("SMS_GATEWAY", "venue.people.demo_mail.Phones" if DEMO else "")
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "Le Préau <bonjour@example.org>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"keys": {"()": "venue.privacy.HideKeys"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["keys"], "formatter": "plain"}},
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "root": {"handlers": ["console"], "level": text("LOG_LEVEL", "INFO")},
    # A refusal is an answer, not an accident: a line for each would drown the accidents when a sitting sells out.
    # And procrastinate says at each start which tasks it knows.
    # Nor is a nonsense `Host` worth a traceback: anybody could fill the log with them.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "procrastinate": {"level": "WARNING"},
    },
}
