"""Settings: where they come from, what is refused and in which words, what the first start makes."""

import os
import stat
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from workshop.config import Settings
from workshop.hosting import banner
from workshop.hosting.tickets import Tickets
from workshop.util.paths import called
from workshop.util.secret_files import in_memory, kept_secret, make_private, memory_folder
from workshop.util.setting_values import SettingsError


@pytest.fixture
def read(tmp_path):
    """Settings with a data and key folder of this test; more variables and flags as asked."""

    def read(env=None, **flags):
        base = {"WORKSHOP_DATA": str(tmp_path / "data"), "WORKSHOP_KEY_DIR": str(tmp_path / "keys")}
        return Settings.from_env(base | (env or {}), dotenv=tmp_path / ".env", **flags)

    return read


class TestWhereTheyComeFrom:
    def test_defaults(self, read, tmp_path):
        settings = read()
        assert (settings.host, settings.port, settings.async_mode) == ("127.0.0.1", 8000, "eventlet")
        assert settings.public_url is None
        assert settings.redis_url is None
        assert settings.database_url == f"sqlite:///{tmp_path}/data/workshop.db"
        assert settings.sessions == tmp_path / "data/scripts"

    def test_a_flag_wins_over_the_environment_and_that_over_the_file(self, read, tmp_path):
        (tmp_path / ".env").write_text("WORKSHOP_PORT=1\nWORKSHOP_HOST=192.0.2.1\nWORKSHOP_PUBLIC_URL=http://a.b\n")
        settings = read({"WORKSHOP_PORT": "2", "WORKSHOP_HOST": "192.0.2.2"}, port="3", host=None)
        assert (settings.port, settings.host, settings.public_url) == (3, "192.0.2.2", "http://a.b")

    def test_a_name_with_a_letter_amiss_is_told_beside_the_one_that_is_meant(self, read, tmp_path):
        (tmp_path / ".env").write_text("WORKSHOP_PUBLIC_ULR=https://a.b\nWORKSHOP_DOMAIN=a.b\n")
        told = read({"WORKSHOP_PROXYS": "1", "WORKSHOP_SECRETKEY_FILE": "/x", "WORKSHOP_OIDC_CLIENT": "x"}).misspelt
        assert told == (
            ("WORKSHOP_PROXYS", "WORKSHOP_PROXIES"),
            ("WORKSHOP_PUBLIC_ULR", "WORKSHOP_PUBLIC_URL"),
            ("WORKSHOP_SECRETKEY_FILE", "WORKSHOP_SECRET_KEY_FILE"),
        )

    @pytest.mark.parametrize("name", ["DATA", "SESSIONS", "KEY_DIR"])
    @pytest.mark.parametrize("path", ["~nobody-of-this-name/x", "/" + "x" * 300])
    def test_a_folder_that_nobody_can_have_is_refused_in_a_sentence(self, read, name, path):
        with pytest.raises(SettingsError, match=f"WORKSHOP_{name}: "):
            read({f"WORKSHOP_{name}": path})

    def test_so_is_a_file_of_settings_that_is_no_text(self, read, tmp_path):
        (tmp_path / ".env").write_bytes("WORKSHOP_PORT=1\n".encode("utf-16"))
        with pytest.raises(SettingsError, match="UTF-8"):
            read()

    def test_an_address_in_letters_of_ones_own_is_the_one_that_browsers_say(self, read):
        told = read({"WORKSHOP_PUBLIC_URL": "https://Müller.example:8443/workshop/"}).public_url
        assert told == "https://xn--mller-kva.example:8443/workshop"

    def test_an_empty_variable_counts_as_not_set(self, read):
        assert read({"WORKSHOP_PORT": "", "WORKSHOP_REDIS_URL": ""}).port == 8000

    def test_a_platform_may_name_the_port_and_our_own_variable_wins(self, read):
        assert read({"PORT": "5000"}).port == 5000
        assert read({"PORT": "5000", "WORKSHOP_PORT": "1"}).port == 1

    def test_every_setting_may_come_from_a_file(self, read, tmp_path):
        for name, text in {
            "key": "a-key-of-our-own-choice\n",
            "secret": "s" * 40,
            "db": "sqlite:////srv/w.db\n",
        }.items():
            (tmp_path / name).write_text(text)
        files = {"FACILITATOR_KEY": "key", "SECRET_KEY": "secret", "DATABASE_URL": "db"}
        settings = read({f"WORKSHOP_{name}_FILE": str(tmp_path / file) for name, file in files.items()})
        assert (settings.facilitator_key, settings.secret_key) == ("a-key-of-our-own-choice", "s" * 40)
        assert settings.database_url == "sqlite:////srv/w.db"
        assert not (settings.data / "secret_key").exists()

    def test_the_value_itself_wins_over_the_file(self, read):
        assert read({"WORKSHOP_PORT": "1", "WORKSHOP_PORT_FILE": "/nowhere"}).port == 1

    def test_a_file_that_is_not_there_is_named(self, read):
        with pytest.raises(SettingsError, match="KEY: The file /nowhere, which WORKSHOP_SECRET_KEY_FILE"):
            read({"WORKSHOP_SECRET_KEY_FILE": "/nowhere"})

    def test_scripts_are_a_copy_of_ones_own_that_no_later_start_touches(self, read):
        scripts = read().sessions
        assert {"hello.md", "_help-lines.md"} <= {path.name for path in scripts.iterdir()}
        (scripts / "hello.md").write_text("# Mine")
        (scripts / "team-look-back.md").unlink()
        assert read().sessions == scripts
        assert (scripts / "hello.md").read_text() == "# Mine"
        assert not (scripts / "team-look-back.md").exists()

    def test_dumps_that_nothing_can_be_deleted_in_are_made_on_wish_alone(self, read):
        postgres = {"WORKSHOP_DATABASE_URL": "postgresql://db/workshop"}
        assert (read().backup_every, read(postgres).backup_every) == (24, 0)
        assert read({**postgres, "WORKSHOP_BACKUP_EVERY": "12"}).backup_every == 12

    def test_a_number_may_come_as_a_number(self, read):
        assert read(port=0).port == 0


REFUSED = [
    ("WORKSHOP_HOST", "http://localhost", "is not a host name"),
    ("WORKSHOP_HOST", "-x", "is not a host name"),
    ("WORKSHOP_HOST", "...", "is not a host name"),
    ("WORKSHOP_PORT", "http", "is not a port"),
    ("WORKSHOP_PORT", "-1", "is not a port"),
    ("WORKSHOP_PORT", "65536", "is not a port"),
    ("WORKSHOP_OIDC_URL", "http://login.example.org", "begins with https"),
    ("WORKSHOP_OIDC_URL", "login", "is not the address of a site"),
    ("WORKSHOP_PUBLIC_URL", "workshop.example.org", "is not the address of a site"),
    ("WORKSHOP_PUBLIC_URL", "https://a.example/path?x=1", "is not the address of a site"),
    ("WORKSHOP_PUBLIC_URL", "https://a.example/a b", "is not the address of a site"),
    ("WORKSHOP_PUBLIC_URL", "https://a.example/a//b", "is not the address of a site"),
    ("WORKSHOP_PROXIES", "one", "is not a number of proxies"),
    ("WORKSHOP_PROCESSES", "0", "is not a number of processes"),
    ("WORKSHOP_PROCESSES", "many", "is not a number of processes"),
    ("WORKSHOP_PROXIES", "-1", "is not a number of proxies"),
    ("WORKSHOP_PUBLIC_URL", "https://me:pass@a.example", "is not the address of a site"),
    ("WORKSHOP_PUBLIC_URL", "https://a.example:port", "is not the address of a site"),
    ("WORKSHOP_PUBLIC_URL", "https://[a", "is not the address of a site"),
    ("WORKSHOP_DATA", "/proc/nowhere", "cannot be made"),
    ("WORKSHOP_DATA", __file__, "cannot be made"),
    ("WORKSHOP_SESSIONS", "/nowhere", "There is no folder"),
    ("WORKSHOP_KEY_DIR", "/proc/nowhere", "cannot be made"),
    ("WORKSHOP_DATABASE_URL", "mysql://localhost/x", "is not a database address"),
    ("WORKSHOP_DATABASE_URL", "workshop.db", "is not a database address"),
    *(("WORKSHOP_DATABASE_URL", f"sqlite:///{name}", "is not a database address") for name in ("", ":memory:")),
    ("WORKSHOP_REDIS_URL", "localhost:6379", "is not a Redis address"),
    *(
        ("WORKSHOP_REDIS_URL", f"redis://{place}/0", "is not a Redis address")
        for place in ("localhost:x", "localhost:99999", "..:1", "[::1")
    ),
    ("WORKSHOP_ASYNC_MODE", "asyncio", "Choose eventlet, gevent or threading"),
    ("WORKSHOP_FACILITATOR_KEY", "secret", "at least 16"),
    ("WORKSHOP_SECRET_KEY", "secret", "at least 32"),
    ("WORKSHOP_BACKUP_EVERY", "daily", "is not a number of hours"),
    ("WORKSHOP_BACKUP_KEEP", "0", "Give how many are kept"),
    ("WORKSHOP_FACILITATOR_KEY", "with space and # sign", "at least 16"),
]


@pytest.mark.parametrize(("name", "value", "says"), REFUSED)
def test_a_wrong_value_is_named_and_explained(read, name, value, says):
    with pytest.raises(SettingsError) as caught:
        read({name: value})
    assert str(caught.value).startswith(f"{name}: ")
    assert says in str(caught.value)


def test_a_command_is_named_as_the_shell_finds_it(monkeypatch, tmp_path):
    """From a checkout `make run` starts what no PATH knows; what is installed has its name alone."""
    (tmp_path / "workshop").touch(0o755)
    monkeypatch.setattr("sys.argv", [str(tmp_path / "workshop"), "serve"])
    for path, command in ((str(tmp_path), "workshop"), ("/nowhere", str(tmp_path / "workshop"))):
        monkeypatch.setenv("PATH", path)
        assert called() == command


def test_the_old_spelling_of_postgres_is_understood(read):
    url = read({"WORKSHOP_DATABASE_URL": "postgres://me:pw@db/workshop"}).database_url
    assert url == "postgresql+psycopg2://me:pw@db/workshop"


def test_a_public_url_loses_its_slash_and_capitals(read):
    assert read(public_url="https://Workshop.Example.org/").public_url == "https://workshop.example.org"
    assert read(public_url="https://Example.org/Workshop/").public_url == "https://example.org/Workshop"


class TestSecrets:
    def test_they_are_made_once_and_kept(self, read):
        first, second = read(), read()
        assert len(first.facilitator_key) >= 22, "128 bits"
        assert first.facilitator_key == second.facilitator_key
        assert first.secret_key == second.secret_key != first.facilitator_key

    def test_only_we_can_read_them(self, read):
        data = read().data
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in data.rglob("*") if path.is_file()} == {0o600}
        assert {stat.S_IMODE(path.stat().st_mode) for path in data.rglob("*") if path.is_dir()} == {0o700}

    def test_permissions_that_were_loosened_are_mended(self, read):
        key = read().data / "secret_key"
        key.chmod(0o644)
        read()
        assert stat.S_IMODE(key.stat().st_mode) == 0o600

    def test_a_given_facilitator_key_is_used_and_not_written_down(self, read):
        settings = read({"WORKSHOP_FACILITATOR_KEY": "a-key-of-our-own-choice"})
        assert settings.facilitator_key == "a-key-of-our-own-choice"
        assert not (settings.data / "facilitator_key").exists()

    def test_a_damaged_file_is_named(self, read):
        (read().data / "secret_key").write_text("")
        with pytest.raises(SettingsError, match=r"secret_key is damaged. Remove it"):
            read()

    def test_several_processes_starting_together_agree(self, tmp_path):
        with ThreadPool(8) as pool:
            secrets = pool.map(lambda _: kept_secret(tmp_path / "key", 16), range(32))
        assert len(set(secrets)) == 1
        assert [file.name for file in tmp_path.iterdir()] == ["key"]

    def test_they_do_not_show_when_settings_are_printed(self, read):
        settings = read()
        assert settings.facilitator_key not in repr(settings)
        assert settings.secret_key not in repr(settings)


class TestKeyFolder:
    def test_by_default_it_is_in_memory_private_and_of_this_data_folder(self, tmp_path):
        folder = memory_folder(tmp_path)
        if folder is None:
            pytest.skip("this machine has no file system in memory for us")
        try:
            assert in_memory(folder)
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            assert memory_folder(tmp_path) == folder
        finally:
            folder.rmdir()

    def test_a_disk_is_flagged(self, read, tmp_path):
        assert read().key_dir == tmp_path / "keys"
        assert read().key_dir_on_disk is not in_memory(tmp_path)

    def test_a_link_someone_laid_there_is_not_followed(self, tmp_path):
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "keys").symlink_to(tmp_path / "elsewhere")
        assert not make_private(tmp_path / "keys")

    @pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
    def test_someone_elses_folder_is_not_used(self, tmp_path):
        (tmp_path / "keys").mkdir()
        os.chown(tmp_path / "keys", 12345, 12345)
        assert not make_private(tmp_path / "keys")


class TestLinks:
    @pytest.mark.parametrize(
        ("flags", "url"),
        [
            ({}, "http://127.0.0.1:8123"),
            ({"host": "::1"}, "http://[::1]:8123"),
            ({"public_url": "https://w.example"}, "https://w.example"),
        ],
    )
    def test_the_two_lines(self, read, capsys, monkeypatch, flags, url):
        settings = read(facilitator_key="a-key-of-our-own-choice", **flags)
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        monkeypatch.setattr("segno.QRCode.terminal", lambda *_, **__: print("A QR code"))
        banner.print_links(settings, 8123)
        code, people, lead, once = capsys.readouterr().out.splitlines()
        assert code == ("A QR code" if "public_url" in flags else banner.ONLY_HERE)  # never one that no phone can open
        assert people == f"Participants: {url}"
        ticket = lead.removeprefix(f"Facilitator: {url}/host#")
        assert "opens once" in once
        assert ("--port 8123" in once) == ("public_url" not in flags)
        assert f"workshop link --data {settings.data}" in once, "without it the link would be of another folder"
        assert [Tickets(settings.data, settings.facilitator_key).take(ticket) for _ in range(2)] == [True, False]

    def test_what_is_no_terminal_may_be_a_log_and_gets_no_key(self, read, capsys):
        for settings in (read(), read(facilitator_key="a-key-of-our-own-choice")):
            banner.print_links(settings, 8123)
            told = capsys.readouterr()
            assert settings.facilitator_key not in told.out + told.err
            assert f"workshop link --data {settings.data} --port 8123" in told.out

    def test_a_server_on_every_network_prints_an_address_phones_can_reach(self, read):
        assert "0.0.0.0" not in banner.base_url(read(host="0.0.0.0"), 80)

    def test_keys_on_a_disk_are_mentioned(self, read, capsys):
        settings = read()
        banner.print_links(settings, 1)
        assert ("WORKSHOP_KEY_DIR" in capsys.readouterr().err) is settings.key_dir_on_disk


def test_a_dotenv_that_cannot_even_be_looked_for_is_no_hindrance(tmp_path):
    """As in the folder of another user, from which root runs a command for the server's account."""
    folders = {"WORKSHOP_DATA": str(tmp_path / "data"), "WORKSHOP_KEY_DIR": str(tmp_path / "keys")}
    assert Settings.from_env(folders, dotenv=Path("x" * 300)).port == 8000


def test_dotenv_is_looked_for_where_the_command_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("WORKSHOP_PORT=8123\nWORKSHOP_KEY_DIR=keys\n")
    assert Settings.from_env({}).port == 8123
    assert (tmp_path / "data").is_dir()


def test_half_a_sign_on_is_refused(read):
    half = {"WORKSHOP_OIDC_URL": "https://login.example.org", "WORKSHOP_OIDC_CLIENT": "workshop"}
    with pytest.raises(SettingsError, match="WORKSHOP_OIDC_SECRET: Give what"):
        read(half)
    whole = read({**half, "WORKSHOP_OIDC_SECRET": "a secret of ours"}).organisation
    assert (whole.name, whole.claim, whole.new_places) == ("login.example.org", "sub", False)
    assert "a secret of ours" not in repr(whole)
