"""gunicorn's settings: gevent workers, so that thousands of open pages cost a few kilobytes each."""

from gevent import monkey

monkey.patch_all()


from config import read  # noqa: E402

settings = read()

wsgi_app = "app:create_app()"
worker_class = "gevent"
workers = settings["WORKERS"]
worker_connections = 10_000
preload_app = False
keepalive = 65
graceful_timeout = 10
timeout = 60
accesslog = None  # private links stand in addresses, and addresses do not belong into logs
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
