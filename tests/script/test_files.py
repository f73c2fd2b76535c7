"""Scripts on disk: bad files get a clear message, nothing outside of the folder is read."""

import os

import pytest

from workshop.script import is_script, read, read_file
from workshop.script.model import Kind

GOOD = "# Title\n\n- format: 1\n\n### Slide: Hello\n"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "sessions"
    (folder / "media").mkdir(parents=True)
    return folder


def codes(reading):
    return [m.code for m in reading.messages]


def written(folder, text, name="a.md"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


class TestTheFileItself:
    def test_a_good_file(self, folder):
        reading = read_file(written(folder, GOOD))
        assert (reading.messages, reading.script.title) == ((), "Title")

    def test_messages_name_the_path(self, folder):
        path = written(folder, "# Title\n\n### Slide: Hello\n")
        assert read_file(path).messages[0].path == str(path)

    def test_missing(self, folder):
        assert codes(read_file(folder / "no.md")) == ["E123"]

    @pytest.mark.parametrize("data", [b"# T\xff\xfe", "# Title".encode("utf-16"), b"\x80abc"])
    def test_not_utf8(self, folder, data):
        assert codes(read_file(written(folder, data))) == ["E120"]

    def test_too_large(self, folder):
        assert codes(read_file(written(folder, GOOD + "x" * 512 * 1024))) == ["E117"]
        assert codes(read(GOOD + "x" * 512 * 1024)) == ["E117"]

    def test_a_folder(self, folder):
        assert codes(read_file(folder, folder.parent)) == ["E122"]

    def test_a_pipe_does_not_wait_for_a_writer(self, folder):
        os.mkfifo(folder / "pipe.md")
        assert codes(read_file(folder / "pipe.md")) == ["E122"]

    def test_a_device(self, folder):
        (folder / "zero.md").symlink_to("/dev/zero")
        assert codes(read_file(folder / "zero.md")) == ["E121"]

    def test_a_link_out_of_the_folder(self, folder, tmp_path):
        (tmp_path / "outside.md").write_text(GOOD)
        (folder / "link.md").symlink_to(tmp_path / "outside.md")
        assert codes(read_file(folder / "link.md")) == ["E121"]

    def test_a_link_inside_the_folder(self, folder):
        written(folder, GOOD)
        (folder / "link.md").symlink_to(folder / "a.md")
        assert codes(read_file(folder / "link.md")) == []

    def test_a_link_to_itself(self, folder):
        (folder / "loop.md").symlink_to(folder / "loop.md")
        assert codes(read_file(folder / "loop.md")) == ["E129"]

    def test_up_and_out(self, folder, tmp_path):
        (tmp_path / "outside.md").write_text(GOOD)
        assert codes(read_file(folder / ".." / "outside.md", folder)) == ["E121"]

    @pytest.mark.parametrize("name", ["a\x00b.md", "x" * 5000])
    def test_names_that_no_file_can_have(self, folder, name):
        assert codes(read_file(folder / name)) == ["E129"]


class TestIncludes:
    def test_steps_of_another_file(self, folder):
        written(folder, "### Pause: Breathe\n\n> Say: slowly\n\n### Slide: From there\n", "_pause.md")
        reading = read_file(written(folder, GOOD + "\n[Include: a pause](_pause.md)\n\n### Slide: End\n"))
        assert reading.messages == ()
        assert [(s.title, s.path, s.line) for s in reading.script.steps] == [
            ("Hello", "", 5), ("Breathe", "_pause.md", 1), ("From there", "_pause.md", 5), ("End", "", 9),
        ]  # fmt: skip
        assert reading.script.steps[1].kind is Kind.PAUSE

    def test_mistakes_name_both_files(self, folder):
        written(folder, "### Pol: How?\n\n- answer: words\n", "_poll.md")
        path = written(folder, GOOD + "\n[Include: a poll](_poll.md)\n")
        (message,) = read_file(path).messages
        assert (message.path, message.line, message.via) == ("_poll.md", 1, f"{path}:7")

    def test_three_deep_and_no_deeper(self, folder):
        for n in (1, 2, 3, 4):
            written(folder, f"### Slide: {n}\n\n[Include: next](_{n + 1}.md)\n", f"_{n}.md")
        reading = read_file(written(folder, GOOD + "\n[Include: one](_1.md)\n"))
        assert [s.title for s in reading.script.steps] == ["Hello", "1", "2", "3"]
        assert [(m.code, m.path) for m in reading.messages] == [("E126", "_3.md")]

    def test_a_file_that_includes_itself(self, folder):
        written(folder, "[Include: me](_me.md)\n", "_me.md")
        assert codes(read_file(written(folder, GOOD + "\n[Include: me](_me.md)\n"))) == ["E126"]

    @pytest.mark.parametrize("name", ["../_x.md", "/etc/_passwd", "sub/../../_x.md", "C:\\_x.md", "a:_b.md"])
    def test_outside(self, folder, name):
        assert codes(read_file(written(folder, GOOD + f"\n[Include: x]({name})\n"))) == ["E121"]

    def test_a_link_out(self, folder, tmp_path):
        (tmp_path / "secret.md").write_text("### Slide: Secret\n")
        (folder / "_link.md").symlink_to(tmp_path / "secret.md")
        reading = read_file(written(folder, GOOD + "\n[Include: x](_link.md)\n"))
        assert codes(reading) == ["E121"]
        assert "Secret" not in str(reading.script)

    def test_a_folder_cannot_be_included(self, folder):
        (folder / "_folder").mkdir()
        assert codes(read_file(written(folder, GOOD + "\n[Include: x](_folder)\n"))) == ["E122"]

    def test_an_included_file_has_no_title(self, folder):
        written(folder, "# Title\n\n### Slide: In\n", "_x.md")
        assert codes(read_file(written(folder, GOOD + "\n[Include: x](_x.md)\n"))) == ["E128"]

    def test_a_single_text_has_no_folder(self):
        assert codes(read(GOOD + "\n[Include: x](_x.md)\n")) == ["E125"]

    def test_in_code_it_is_text(self, folder):
        assert codes(read_file(written(folder, GOOD + "\n```\n\n[Include: x](_x.md)\n\n```\n"))) == []


class TestHelpAndMedia:
    def test_help_lines_are_rendered_without_notes(self, folder):
        written(
            folder,
            "## Call\n\nSomebody.\n\n> Note: check each spring\nand each autumn\n\n<!-- old: 123 -->\n",
            "_help.md",
        )
        reading = read_file(written(folder, GOOD.replace("1\n", "1\n- help: _help.md\n", 1)))
        assert reading.script.help_html == "<h4>Call</h4>\n<p>Somebody.</p>"

    def test_missing_help_lines(self, folder):
        reading = read_file(written(folder, GOOD.replace("1\n", "1\n- help: _help.md\n", 1)))
        assert [(m.code, m.line, m.column) for m in reading.messages] == [("E123", 4, 9)]

    def test_help_lines_from_outside(self, folder):
        assert codes(read_file(written(folder, GOOD.replace("1\n", "1\n- help: ../x.md\n", 1)))) == ["E121"]

    def test_pictures_are_looked_up_with_their_exact_spelling(self, folder):
        (folder / "media" / "wood.png").write_bytes(b"png")
        assert codes(read_file(written(folder, GOOD + "\n![A wood](media/wood.png)\n"))) == []
        assert codes(read_file(written(folder, GOOD + "\n![A wood](media/Wood.png)\n"))) == ["E403"]

    def test_pictures_outside(self, folder, tmp_path):
        (tmp_path / "secret.png").write_bytes(b"png")
        (folder / "media" / "link.png").symlink_to(tmp_path / "secret.png")
        assert codes(read_file(written(folder, GOOD + "\n![A wood](media/link.png)\n"))) == ["E403"]
        assert codes(read_file(written(folder, GOOD + "\n![A wood](media/../a.png)\n"))) == ["E402"]


def test_what_is_a_script():
    assert is_script(GOOD)
    assert is_script("\ufeff# T\r\n\r\n* Format: 1\r\n")
    assert not is_script("# About the scripts\n\nEach begins with\n\n    - format: 1\n")
    assert not is_script("### Slide: A piece\n")
    assert not is_script("")
