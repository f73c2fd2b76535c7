"""Real proxies of real hosts in front of a real server: Debian's nginx and Caddy, with TLS, on loopback."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.browser import Visitor
from tests.support.server import Scripts
from tests.support.warm import Mother, WarmServer

HOST = "workshop.example"

NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} ssl;
    server_name {host};
    ssl_certificate {folder}/cert.pem;
    ssl_certificate_key {folder}/key.pem;
    location {path}/ {{
      proxy_pass http://127.0.0.1:{inner};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      proxy_read_timeout 120s;
    }}
  }}
}}
"""
CADDY = """
{{
  admin off
  auto_https disable_redirects
}}
https://{host}:{port} {{
  bind 127.0.0.1
  tls {folder}/cert.pem {folder}/key.pem
  handle_path {path}/* {{
    reverse_proxy 127.0.0.1:{inner}
  }}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> Path:
    """For our host, signed by itself."""
    cert = folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", folder / "key.pem", "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    return cert


def until_it_answers(port: int, proxy: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            assert proxy.poll() is None, log.read_text()
            assert time.monotonic() < deadline
            time.sleep(0.05)


class Behind(WarmServer):
    """A server that the world reaches through a proxy alone. `url` is the public one."""

    def __init__(self, mother: Mother, data: Path, proxy: str, path: str, scripts: Scripts = None) -> None:
        self.front = free_port()
        public = f"https://{HOST}:{self.front}{path}"
        super().__init__(mother, data, scripts, WORKSHOP_PUBLIC_URL=public, WORKSHOP_PROXIES="1")
        self.port, self.path, self.folder = free_port(), path, data
        self.inner = f"http://127.0.0.1:{self.port}"
        self.url = public
        self._start_proxy(proxy)

    def hear(self, line: str) -> None:
        assert line.strip() == f"Participants: {self.url}"

    def _start_proxy(self, name: str) -> None:
        written = {"nginx": NGINX, "caddy": CADDY}[name].format(
            folder=self.folder, host=HOST, port=self.front, path=self.path, inner=self.port
        )
        config = self.folder / "Caddyfile"
        config.write_text(written)
        command = {
            "nginx": ["nginx", "-p", str(self.folder), "-c", str(config)],
            "caddy": ["caddy", "run", "--adapter", "caddyfile", "--config", str(config)],
        }[name]
        with (self.folder / "proxy.log").open("ab") as log:
            home = {
                **self.env,
                "HOME": str(self.folder),
                "XDG_DATA_HOME": str(self.folder),
                "XDG_CONFIG_HOME": str(self.folder),
            }
            self.proxy = subprocess.Popen(command, stdout=log, stderr=log, env=home)
        until_it_answers(self.front, self.proxy, self.folder / "proxy.log")

    def stop(self) -> int:
        code = super().stop()
        self.proxy.terminate()
        self.proxy.wait(timeout=10)
        return code


class Guest(Visitor):
    """A browser that follows addresses as they stand on a page: whole, or from the root of the host."""

    def __init__(self, server: "Behind") -> None:
        super().__init__(server)
        self.http.verify = os.environ.get("REQUESTS_CA_BUNDLE", True)

    def address(self, path: str) -> str:
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(self.url))
        return path if path.startswith("http") else origin + path

    def get(self, path: str, **more):
        return self.http.get(self.address(path), timeout=20, **more)

    def post(self, path: str, page: str = "", **fields: str):
        token = self.token(page or self.root + "/")
        data = {**fields, "csrf_token": token}
        return self.http.post(self.address(path), data=data, timeout=20, allow_redirects=False)

    @property
    def root(self) -> str:
        return urlsplit(self.url).path

    def token(self, page: str) -> str:
        return self.get(page).text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]


def missing() -> str:
    """What of Debian's packages is not installed here."""
    return ", ".join(name for name in ("nginx", "caddy", "openssl") if shutil.which(name) is None)


def trusting(cert: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(cert))
