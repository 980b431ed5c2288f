"""A small OpenID Connect provider on this computer: discovery, authorization code with PKCE, a signed identity token, sign-out."""
import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "disclosure-board", "a secret of the test"
PEOPLE = {  # what the provider says of each
    "viewer": {"email": "Viewer@Example.org", "email_verified": True, "name": "查看的人"},
    "editor": {"email": "editor@example.org", "email_verified": True},
    "stranger": {"email": "stranger@example.org", "email_verified": True},
    "unverified": {"email": "boss@example.org", "email_verified": False},
    "nameless": {"preferred_username": "nameless"},
}


@contextmanager
def provide():
    """Yields the provider's address; `/authorize` lists PEOPLE as links."""
    from joserfc import jwt
    from joserfc.jwk import RSAKey
    key = RSAKey.generate_key(2048, parameters={"kid": "test"})
    handed: dict[str, dict] = {}  # code -> what was asked for

    class Provider(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/.well-known/openid-configuration":
                self.answer({"issuer": here, "authorization_endpoint": f"{here}/authorize", "token_endpoint": f"{here}/token", "jwks_uri": f"{here}/keys",
                             "end_session_endpoint": f"{here}/leave", "code_challenge_methods_supported": ["S256"], "response_types_supported": ["code"],
                             "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]})
            elif parts.path == "/keys":
                self.answer({"keys": [key.as_dict(private=False)]})
            elif parts.path == "/authorize" and "person" not in asked:
                links = "".join(f'<p><a href="{escape(self.path)}&amp;person={person}">{person}</a></p>' for person in PEOPLE)
                self.answer(f"<h1>Login server</h1>{links}")
            elif parts.path == "/authorize":
                code = secrets.token_urlsafe()
                handed[code] = asked
                self.send_on(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
            elif parts.path == "/leave":
                assert asked["id_token_hint"]
                self.send_on(asked["post_logout_redirect_uri"])
            else:
                self.answer({"error": "not_found"}, 404)

        def do_POST(self):
            sent = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
            known = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '+')}".encode()).decode(), base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
            asked = handed.pop(sent.get("code", ""), None)
            proof = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
            if asked is None or proof != asked["code_challenge"] or self.headers["Authorization"].removeprefix("Basic ") not in known:
                self.answer({"error": "invalid_grant"}, 400)
                return
            now = int(time.time())
            claims = {"iss": here, "aud": CLIENT, "sub": asked["person"], "iat": now, "exp": now + 300, "nonce": asked["nonce"], **PEOPLE[asked["person"]]}
            self.answer({"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 300,
                         "id_token": jwt.encode({"alg": "RS256", "kid": "test"}, claims, key)})

        def answer(self, what: dict | str, status: int = 200):
            content = what.encode() if isinstance(what, str) else json.dumps(what).encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8" if isinstance(what, str) else "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def send_on(self, address: str):
            self.send_response(302)
            self.send_header("Location", address)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    here = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
