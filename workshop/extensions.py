"""Flask's extensions, unbound: `create_app` binds them."""

from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from workshop.store.models import Base
from workshop.util.left_out import left_out

with left_out("kombu", "redis", "requests", "valkey", "websocket"):  # a fifth of all that a start would read
    from flask_socketio import SocketIO

db = SQLAlchemy(metadata=Base.metadata)
socketio = SocketIO()
csrf = CSRFProtect()
