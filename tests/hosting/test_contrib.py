"""What lies in contrib/ works as it is printed: each file by its own linter where there is one, and by what we know."""

import datetime
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.redis import IN_MEMORY
from workshop.cli import FLAGS

ROOT = Path(__file__).parents[2]
CONTRIB = ROOT / "contrib"
OF_THE_FILES = {"WORKSHOP_DOMAIN", "WORKSHOP_UPSTREAM"}


def program(name):
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    return found or pytest.skip(f"{name} is not installed")


def test_the_service_is_closed_tight():
    """`systemd-analyze security` gives it less than 3 of 10."""
    analyze = [program("systemd-analyze"), "security", "--offline=true", "--threshold=30", "--no-pager"]
    done = subprocess.run([*analyze, CONTRIB / "workshop.service"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-300:] + done.stderr


def test_the_service_has_no_word_that_systemd_does_not_know():
    verify = [program("systemd-analyze"), "verify", CONTRIB / "workshop.service"]
    said = subprocess.run(verify, capture_output=True, text=True).stderr.splitlines()
    assert [line for line in said if "is not executable" not in line] == []


def test_caddy_takes_its_file():
    check = [program("caddy"), "validate", "--adapter", "caddyfile", "--config", CONTRIB / "Caddyfile"]
    done = subprocess.run(check, capture_output=True, text=True, env={**os.environ, "WORKSHOP_DOMAIN": "localhost"})
    assert done.returncode == 0, done.stderr


def test_nginx_takes_its_file(tmp_path):
    certificate(tmp_path)
    site = (CONTRIB / "nginx.conf").read_text()
    site = re.sub(r"/etc/letsencrypt/live/[\w.]+/", f"{tmp_path}/", site)
    main = f"pid {tmp_path}/pid; error_log {tmp_path}/error; events {{}}\nhttp {{ {site} }}\n"
    (tmp_path / "nginx.conf").write_text(main)
    check = [program("nginx"), "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf"]
    done = subprocess.run(check, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def certificate(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "workshop.example.org")])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    plain = serialization.NoEncryption()
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))


def test_the_containers_file_has_no_fault_that_hadolint_knows():
    lint = shutil.which("hadolint", path=Path(sys.executable).parent) or pytest.skip("hadolint is not installed")
    done = subprocess.run([lint, CONTRIB / "Containerfile"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_container_copies_what_there_is_and_runs_without_root():
    """No container can be built here; this is what its file promises."""
    lines = (CONTRIB / "Containerfile").read_text().replace("\\\n", " ").splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    assert copied
    for name in [name for names in copied for name in names]:
        assert (ROOT / name).exists(), name
    at = {word: n for n, line in enumerate(lines) for word in line.split()[:1]}
    assert at["USER"] < at["ENTRYPOINT"]
    assert any("--require-hashes" in line for line in lines)
    assert any(line.startswith("HEALTHCHECK") for line in lines)


def composed(name):
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load((CONTRIB / name).read_text())


@pytest.mark.parametrize("name", ["compose.yaml", "compose-several.yaml"])
def test_compose_keeps_data_in_a_volume_and_keys_in_memory(name):
    found = composed(name)
    server = found["services"]["workshop"]
    assert (CONTRIB / server["build"]["context"] / server["build"]["dockerfile"]).resolve().is_file()
    assert server["volumes"] == ["data:/data"]
    assert "data" in found["volumes"]
    assert any(each.startswith("/keys:mode=0700") for each in server["tmpfs"])
    assert server["read_only"]
    assert server["cap_drop"] == ["ALL"]


def test_compose_for_several_has_a_redis_that_writes_nothing_down_and_a_postgresql_that_logs_no_texts():
    found = composed("compose-several.yaml")
    redis, postgres = found["services"]["redis"], found["services"]["postgres"]
    assert redis["command"] == ["redis-server", *IN_MEMORY, "--maxmemory-policy", "noeviction"]
    assert redis.get("volumes") is None
    assert {"log_error_verbosity=terse", "log_min_error_statement=panic"} <= set(postgres["command"])
    assert postgres["volumes"] == ["postgres:/var/lib/postgresql/data"]
    asked = found["services"]["workshop"]["environment"]
    assert re.fullmatch(
        r"postgresql://workshop:\$\{POSTGRES_PASSWORD:.+\}@postgres/workshop", asked["WORKSHOP_DATABASE_URL"]
    )


def test_each_setting_that_is_named_exists():
    known = {f"WORKSHOP_{name.upper()}" for name in FLAGS} | OF_THE_FILES | {"WORKSHOP_PROXIES"}
    for path in CONTRIB.iterdir():
        assert set(re.findall(r"WORKSHOP_[A-Z_]+", path.read_text())) <= known, path.name


def test_the_procfile_serves_on_the_port_that_the_platform_names(tmp_path):
    [line] = (ROOT / "Procfile").read_text().splitlines()
    command = line.removeprefix("web: ").replace("--host 0.0.0.0", "--host 127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    mine = {"PATH": path, "PORT": str(port), "WORKSHOP_DATA": str(tmp_path), "WORKSHOP_KEY_DIR": str(tmp_path / "keys")}
    process = subprocess.Popen(["sh", "-c", f"exec {command}"], env={**os.environ, **mine}, stdout=subprocess.PIPE)
    try:
        assert any(seen.startswith(b"Ready.") for seen in process.stdout)
        assert requests.get(f"http://127.0.0.1:{port}/health/ready", timeout=20).ok
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
