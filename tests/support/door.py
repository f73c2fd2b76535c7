"""One address for two servers: nginx in front of both, which gives each request to the next of them.

Browsers keep by its address what a phone remembers, so to them the servers have to be one.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.proxies import free_port, until_it_answers
from tests.support.warm import WarmServer

NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_max_body_size 64m;
  proxy_buffering off;
  proxy_request_buffering off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  upstream workshop {{
    {servers}
  }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://workshop;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      proxy_read_timeout 120s;
    }}
  }}
}}
"""


class Inner(WarmServer):
    """One of those behind it: what it prints is the address of the door, and tests ask it at its own."""

    def hear(self, line: str) -> None:
        assert self.env["WORKSHOP_PUBLIC_URL"] in line

    def at(self, port: int) -> None:
        self.port, self.url = port, f"http://127.0.0.1:{port}"


class Door:
    def __init__(self, folder: Path) -> None:
        if shutil.which("nginx") is None:
            pytest.skip("nginx is not installed")
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def open(self, servers: list[WarmServer]) -> None:
        self.folder.mkdir(exist_ok=True)
        both = " ".join(f"server 127.0.0.1:{each.port} max_fails=0;" for each in servers)
        config = self.folder / "nginx.conf"
        config.write_text(NGINX.format(folder=self.folder, port=self.port, servers=both))
        with (self.folder / "log").open("ab") as log:
            self._nginx = subprocess.Popen(["nginx", "-p", self.folder, "-c", config], stdout=log, stderr=log)
        until_it_answers(self.port, self._nginx, self.folder / "log")

    def close(self) -> None:
        self._nginx.terminate()
        self._nginx.wait(timeout=10)
