"""Flask's extensions, unbound: `create_app` binds them."""

from flask_socketio import SocketIO
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from workshop.store.models import Base

db = SQLAlchemy(metadata=Base.metadata)
socketio = SocketIO()
csrf = CSRFProtect()
