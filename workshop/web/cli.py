"""`workshop preview FILE`: a script in the browser, as phone, shared screen and plan, while it is written."""

import logging
import socket
import threading
import webbrowser
from pathlib import Path

import click
from flask import Flask, Response, render_template
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from workshop.authoring import script_files
from workshop.script.files import failed, read_file, readable
from workshop.script.includes import Unopened
from workshop.script.messages import render
from workshop.script.speaking import chosen, in_own_language, own_say, say
from workshop.util.language import marked, said
from workshop.util.paths import bundled

HERE = "127.0.0.1"


@click.command("preview")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--port", default=0, help="Port to listen on. Without it, any free one.")
@click.option("--open/--no-open", "opens", default=False, help="Open the browser too.")
@in_own_language
def preview(path: Path, port: int, opens: bool) -> None:
    """Show a script in the browser; the page follows as the file is saved."""
    try:
        readable(path)
    except Unopened as problem:
        click.echo(render(failed(path, problem).messages, own_say()), err=True)
        raise click.exceptions.Exit(2) from None
    server = _server(path.resolve(), port)
    url = f"http://{HERE}:{server.port}/"
    click.echo(say("Preview: {url}", url=url))
    click.echo(say("Save the file and look: the page follows. Ctrl+C ends it."))
    if opens:
        threading.Timer(0.3, webbrowser.open, [url]).start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("")
    finally:
        server.server_close()


def _server(path: Path, port: int) -> BaseWSGIServer:
    try:
        listener = socket.create_server((HERE, port))
    except OSError as error:
        why = say("Port {port}: {why}. Leave --port out for any free one.", port=port, why=error.strerror)
        raise click.ClickException(why) from None
    return make_server(HERE, port, app_for(path, chosen()), threaded=True, request_handler=_Quiet, fd=listener.detach())


class _Quiet(WSGIRequestHandler):
    """A line for every second of asking would hide the two that matter."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def app_for(path: Path, speaks: str = "en") -> Flask:
    """The two pages of a preview, in the language of whoever called for it: no session, no database, no door. It
    listens on this machine only.
    """
    from workshop.store import looks
    from workshop.util import language
    from workshop.web import addresses, assets, security
    from workshop.web import language as of_pages

    files = assets.of_folder(bundled("static"))
    app = Flask("workshop.preview", template_folder=str(bundled("templates")), static_folder=None)
    app.config.update(SESSIONS_FOLDER=path.parent, PUBLIC_URL="workshop")
    addresses.install(app, "")
    own = {"giving_way": iter, "look_here": lambda: looks.NONE}  # nobody waits here, and a file has no place
    app.jinja_env.globals.update(asset=files.address, csrf_token=str, **own)
    code = language.nearest_of_team(speaks)
    language.install(app, lambda: code)
    app.jinja_env.globals.update(page_language=of_pages.page_language, words_here=of_pages.words_here)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    security.install(app)
    app.register_blueprint(assets.bp)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app.add_url_rule("/", view_func=lambda: _page(path), endpoint="page")
    app.add_url_rule("/look", view_func=lambda: _look(path), endpoint="look")
    served = assets.StaticFiles(app.wsgi_app, files)
    app.wsgi_app = security.Gate(served, frozenset({HERE, "localhost"}), None)  # type: ignore[method-assign]
    return app


def _page(path: Path) -> str:
    return render_template("host/preview.html", name=path.stem, base="", inside=False)


def _look(path: Path) -> Response | tuple[str, int]:
    from workshop.web.scripts import look_again

    try:
        mark = script_files.mark_with_pieces(path, path.parent)
    except Unopened:
        return said(marked("The file cannot be read just now.")), 409
    return look_again(mark, lambda: read_file(path), str(path))


COMMANDS = [preview]
