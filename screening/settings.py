"""All settings, one file, from the environment (see .env.example). SCREENING_ENV chooses how strict the start is."""

from pathlib import Path
from urllib.parse import urlsplit

from celery.schedules import crontab
from csp.constants import NONE, SELF

from screening import environment as env
from screening.account_forms import ACCOUNT_FORMS, MFA_FORMS  # noqa: F401  (read by django-allauth)
from screening.log_lines import LOGGING  # noqa: F401
from services.places import places, var

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = var()
SCREENING_ENV = env.choice("SCREENING_ENV", ("demonstration", "production", "test"))
PRODUCTION = SCREENING_ENV == "production"
TEST = SCREENING_ENV == "test"

# Who may ask, and by which address
DEBUG = env.yes_no("DEBUG", False)
PUBLIC_ADDRESS = env.public_address("PUBLIC_ADDRESS", production=PRODUCTION)
_public = urlsplit(PUBLIC_ADDRESS)
ALLOWED_HOSTS = env.several("ALLOWED_HOSTS") or (
    [_public.hostname or ""] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", _public.hostname or ""]
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
env.refuse_debug_in_public(DEBUG, ALLOWED_HOSTS, production=PRODUCTION)
if PRODUCTION:
    env.refuse_any_host(ALLOWED_HOSTS)
SECRET_KEY = env.secret("SECRET_KEY", production=PRODUCTION, kept_in=VAR / "secret-key")
SECRET_KEY_FALLBACKS = env.several("SECRET_KEY_FALLBACKS")

# The truth and the doorbell
DATABASES = {
    "default": {
        **env.database("DATABASE_URL", None if PRODUCTION else places().database_url()),
        "CONN_MAX_AGE": 0 if TEST else 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counted tries and used one-time codes hold for every process and outlive a restart (decision 9). Far more keys than a
# busy day has: beyond that the oldest go first.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
CELERY_BROKER_URL = env.broker("REDIS_URL", None if PRODUCTION else places().redis_url())
# A dead broker costs a caller about a second and nothing else: no retry, short waits; the sweep looks every minute.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1800,
    "socket_connect_timeout": 0.5,
    "socket_timeout": 0.5,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_DEFAULT_QUEUE = "screening"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat" / "schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep-every-minute": {"task": "screening.tasks.sweep", "schedule": 60.0, "options": {"expires": 55}},
    "scans-every-minute": {
        "task": "screening.tasks.take_in_scans",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "nightly-after-midnight": {"task": "screening.tasks.nightly", "schedule": crontab(hour="0", minute="10")},
}

# The city
CITY_NAME = env.text("CITY_NAME", "City of San Diego")
CITY_DEPARTMENT = env.text("CITY_DEPARTMENT", "Personnel Department")
CITY_TIME_ZONE = env.zone("CITY_TIME_ZONE", "America/Los_Angeles")
TIME_ZONE = CELERY_TIMEZONE = CITY_TIME_ZONE
USE_TZ = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "screening.formats"
USE_I18N = True

# The voluntary survey. Its key ties answers to applications in the selection-rate report alone: set it once, and keep it
# when SECRET_KEY changes. The federal forms' questions on veterans and disability are for who must ask them.
SURVEY_KEY = env.text("SURVEY_KEY") or f"survey {SECRET_KEY}"
SURVEY_ASKS_VETERANS_AND_DISABILITY = env.yes_no("SURVEY_ASKS_VETERANS_AND_DISABILITY", False)

INSTALLED_APPS = [
    "screening.apps.ScreeningConfig",
    "postings.apps.PostingsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "crispy_forms",
    "csp",
    "pgtrigger",
]
MIDDLEWARE = [
    "screening.middleware.ArrivalMiddleware",
    "screening.middleware.ReadableMiddleware",
    "screening.middleware.WholeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "screening.compression.TextCompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "screening.middleware.PrivateMiddleware",
    "screening.languages.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "screening.session_time.SessionTimeMiddleware",
    "screening.middleware.SecondFactorMiddleware",
    "screening.middleware.ErrorsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "screening.urls"
WSGI_APPLICATION = "screening.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "screening.city.city",
                "screening.languages.languages",
                "screening.unread.unread",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ("uswds",)
CRISPY_TEMPLATE_PACK = "uswds"
CRISPY_FAIL_SILENTLY = False

# Files: static ones are served with their digest in the name, people's documents only by a checked download
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "screening.stylesheet.SiteStylesheet",
]
_COMPRESSED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage" if TEST else _COMPRESSED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
WHITENOISE_USE_FINDERS = TEST
MEDIA_ROOT = VAR / "documents"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DOCUMENT_MAX_BYTES = env.number("DOCUMENT_MAX_BYTES", 10 * 1024 * 1024)
# A ClamAV daemon, where the city runs one: its socket's path, or HOST:PORT. Then no file is shown before its scan.
CLAMD_SOCKET = env.text("CLAMD_SOCKET")
CLAMD_HOST = env.host_and_port("CLAMD_HOST")
# Where a fax server or a scanner writes to: what comes there lies in the documents tray
SCAN_FOLDER, SCAN_MAILBOX_URL = env.text("SCAN_FOLDER"), env.mailbox("SCAN_MAILBOX_URL")
FILE_UPLOAD_HANDLERS = ["screening.uploads.CappedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# Who is asking
PROXIES = env.number("PROXIES", 0)
AUTH_USER_MODEL = "screening.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "screening.account_adapter.AccountAdapter"
MFA_ADAPTER = "screening.account_adapter.SecondFactorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # once: it can be shown, and a mistyped one can be reset
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True  # sign-up and reset answer alike, whether or not an address is known
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # word of each change that guards an account
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _public.hostname in ("localhost", "127.0.0.1")  # as browsers do
# {}: allauth's own limits. Tests sign in more often than people do, so there they are asked for.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {} if not TEST or env.yes_no("RATE_LIMITS", False) else False
MFA_TOTP_ISSUER = CITY_NAME
REQUIRE_SECOND_FACTOR_FOR_STAFF = env.yes_no("REQUIRE_SECOND_FACTOR_FOR_STAFF", PRODUCTION)
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_USERNAME_CALLABLE = "screening.middleware.name_tried"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time that the page says holds
AXES_LOCKOUT_CALLABLE = "screening.views.locked.locked"
AXES_HANDLER = "screening.sign_in_tries.SignInTries"
AXES_CLIENT_IP_CALLABLE = "screening.middleware.address_of"
AXES_VERBOSE = False

# What a browser is told
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
_HTTPS = PUBLIC_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _HTTPS
SESSION_COOKIE_AGE = (
    2 * 60 * 60
)  # since the last page; five minutes before, the page asks whether one is still there
CSRF_FAILURE_VIEW = "screening.views.held_text.csrf_failure"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside, without the proxy that speaks https
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Mail
SITE_URL = PUBLIC_ADDRESS.rstrip("/")
EMAIL_MESSAGE_ID_DOMAIN = _public.hostname or "localhost"
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"{CITY_DEPARTMENT} <personnel@localhost>")
if PRODUCTION:
    EMAIL_HOST = env.needed("EMAIL_HOST", "smtp.example.gov")
    EMAIL_PORT = env.number("EMAIL_PORT", 587)
    EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
    EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
    EMAIL_USE_TLS = env.yes_no("EMAIL_USE_TLS", True)
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"

# Payroll: where appointments are sent, and what they are signed with
APPOINTMENT_WEBHOOK_URL, APPOINTMENT_WEBHOOK_SECRET = env.webhook(
    "APPOINTMENT_WEBHOOK_URL", "APPOINTMENT_WEBHOOK_SECRET", production=PRODUCTION
)
