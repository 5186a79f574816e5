"""Settings, all from the environment; the defaults make a private installation in one folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import django
from csp.constants import NONE, SELF

from joinery.project.database import database_of

HERE = Path(__file__).resolve().parent.parent


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "yes", "true", "on"}


def _secret(folder: Path) -> str:
    """The secret from the environment, else one made once and kept beside the data."""
    if given := os.environ.get("JOINERY_SECRET"):
        return given
    kept = folder / "secret"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text().strip()


DATA = Path(os.environ.get("JOINERY_DATA", ".joinery")).absolute()
SECRET_KEY = _secret(DATA)
DEBUG = _flag("JOINERY_DEBUG")
BASE_URL = os.environ.get("JOINERY_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = [*filter(None, os.environ.get("JOINERY_HOSTS", "").split(",")), "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
HTTPS = BASE_URL.startswith("https://")

ROOT_URLCONF = "joinery.project.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": database_of(os.environ.get("DATABASE_URL", ""), DATA)}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "joinery.web.ui",
    "joinery.web.office",  # before allauth: its pages are dressed there
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "joinery.project",
    "joinery.gateways",
    "joinery.search",
    "joinery.firm",
    "joinery.customers",
    "joinery.opportunities",
    "joinery.calls",
    "joinery.rooms",
    "joinery.promises",
    "joinery.blueprints",
    "joinery.beliefs",
    "joinery.web.desk",
    "joinery.web.room",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "joinery.web.ui.edges.pack_pages",
    "csp.middleware.CSPMiddleware",
    "joinery.web.ui.edges.refuse_broken_text",
    "joinery.web.ui.edges.refuse_heavy_loads",
    "joinery.web.ui.edges.ask_once",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "joinery.web.office.first_visit.to_the_first_run",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # closed unless a view says otherwise
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "joinery.web.ui.edges.own_zone",
    "joinery.web.ui.edges.never_keep",
]
_OPTIONS: dict[str, Any] = {
    "context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ],
    "builtins": ["django.templatetags.i18n", "joinery.web.ui.templatetags.joints"],
    "libraries": {"humanize": "django.contrib.humanize.templatetags.humanize"},  # the list of sign-ins asks for it
}
_APP_DIRS = django.VERSION >= (6, 0)
if not _APP_DIRS:
    # What the app template_partials would set up, without the admin that it loads; Django 6 has it built in.
    _LOADERS = ["django.template.loaders.app_directories.Loader"]
    _OPTIONS["loaders"] = [("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _LOADERS)])]
    _OPTIONS["libraries"]["partials"] = "template_partials.templatetags.partials"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": _APP_DIRS, "OPTIONS": _OPTIONS}]
FORM_RENDERER = "joinery.web.ui.forms.Renderer"

AUTH_USER_MODEL = "firm.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_ADAPTER = "joinery.web.office.signing_in.NoStrangers"
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]  # passkeys want inline script, which our policy refuses
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address here was typed by an administrator, not by a stranger
STATIC_URL = "/static/allauth/"  # where the library's own pages look for its scripts; ours have addresses of their own

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
LANGUAGES = [
    ("en-gb", "English"),
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
]  # of the room; the desk is English
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
USE_I18N = True

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-desk" if HTTPS else "desk"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "joinery.web.ui.faults.forged"
SECURE_CONTENT_TYPE_NOSNIFF = True
# With "no-referrer" a browser sends every form with "Origin: null", and it is refused as forged.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
LARGEST_RECORDING = int(os.environ.get("JOINERY_RECORDING_MB", "1024")) << 20
MOST_RECORDINGS = int(os.environ.get("JOINERY_RECORDINGS_GB", "200")) << 30  # the firm's, all together
MOST_RECORDINGS_A_DAY = 10 << 30  # put in by one person
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "joinery.web.ui.uploads.LimitedUpload",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

MAIL_URL = os.environ.get("JOINERY_MAIL_URL", "")  # smtp://user:password@host:587; empty: letters are kept, not sent
DEFAULT_FROM_EMAIL = os.environ.get("JOINERY_MAIL_FROM", "joinery@localhost")
# Replies: where they arrive, how they are fetched or handed in, and whose word we take for where they came from.
INCOMING_ADDRESS = os.environ.get("JOINERY_INCOMING_ADDRESS", "")  # room@in.example.com; empty: nobody can reply
INCOMING_URL = os.environ.get("JOINERY_INCOMING_URL", "")  # imaps://user:password@host/INBOX
INCOMING_PAUSE = float(os.environ.get("JOINERY_INCOMING_PAUSE", "60"))  # seconds between two looks into it
INCOMING_SECRET = os.environ.get("JOINERY_INCOMING_SECRET", "")  # for programs that hand letters in at /post/in/
INCOMING_AUTHSERV = os.environ.get("JOINERY_INCOMING_AUTHSERV", "")  # the name our mail server signs its checks with
METHOD_FOLDER = Path(os.environ["JOINERY_METHOD"]) if os.environ.get("JOINERY_METHOD") else None

# What broke is said where the server was started; Django by itself says it only while debugging.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"terminal": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["terminal"], "level": "ERROR", "propagate": False}},
}
