"""A real OpenID Connect provider (Django OAuth Toolkit) on a free port of this machine, for signing in elsewhere.

    openid_provider.py FOLDER CLIENT SECRET

Prints its address. `POST /callbacks uri=…` names an address that may be returned to. Signing in is by name alone: what
is tried is our side of the conversation.
"""

import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path

FOLDER, CLIENT, SECRET = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
# Whom it knows: the name by which they sign in there → what it tells of them.
PEOPLE = {
    "u-1": {"name": "Ana Arndt", "groups": ["teachers"]},
    "u-2": {"name": "Ana Arndt", "groups": ["teachers", "it"]},
    "u-3": {"name": "\u202eBea", "groups": ["teachers"]},
}


def key() -> str:
    made = rsa.generate_private_key(65537, 2048)
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


settings.configure(
    SECRET_KEY="for the tests only", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "provider.db"}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "oauth2_provider"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    LOGIN_URL="/login", DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    OAUTH2_PROVIDER={
        "OIDC_ENABLED": True, "OIDC_RSA_PRIVATE_KEY": key(), "PKCE_REQUIRED": True,
        "SCOPES": {name: name for name in ("openid", "profile", "email")},
        "OAUTH2_VALIDATOR_CLASS": f"{__name__}.Told",
    },
)  # fmt: skip
django.setup()

from django.contrib.auth import login  # noqa: E402 - only now is Django set up
from django.contrib.auth.models import User  # noqa: E402
from oauth2_provider.models import Application  # noqa: E402
from oauth2_provider.oauth2_validators import OAuth2Validator  # noqa: E402


class Told(OAuth2Validator):
    """With each name what it tells of them."""

    oidc_claim_scope = None

    def get_additional_claims(self, request: object) -> dict[str, object]:
        username: str = request.user.username  # type: ignore[attr-defined]
        return {"sub": username, **PEOPLE[username]}


def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        login(request, User.objects.get(username=request.POST["who"]))
        return HttpResponseRedirect(request.GET["next"])
    return HttpResponse("<form method=post><input name=who><button>Sign in</button></form>")


def callbacks(request: HttpRequest) -> HttpResponse:
    app = Application.objects.get()
    app.redirect_uris = f"{app.redirect_uris} {request.POST['uri']}".strip()
    app.save()
    return HttpResponse("ok")


urlpatterns = [path("login", sign_in), path("callbacks", callbacks), path("o/", include("oauth2_provider.urls"))]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def main() -> None:
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    for name in PEOPLE:
        User.objects.create_user(name)
    Application.objects.create(
        name="Workshop", client_id=CLIENT, client_secret=SECRET, redirect_uris="", algorithm="RS256",
        client_type="confidential", authorization_grant_type="authorization-code", skip_authorization=True,
    )  # fmt: skip
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Threaded, Quiet)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
