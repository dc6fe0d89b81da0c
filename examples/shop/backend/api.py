"""The HTTP API of the shop, below /api."""

import json
import signal
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen

from database import Database


class Api(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/api/healthz":
            return self.answer(200, {"status": "ok"})
        if self.path == "/api/items":
            return self.answer(200, {"items": items()})
        if self.path == "/api/orders":
            return self.answer(200, {"shipped": int(Database()("GET", "shipped") or 0)})
        return self.answer(404, {"error": "not found"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/api/orders":
            return self.answer(404, {"error": "not found"})
        Database()("RPUSH", "orders", body.decode())
        return self.answer(202, {"ordered": body.decode()})

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def items():
    rates = json.load(urlopen("http://localhost:9000/", timeout=2))
    prices = Database()("HGETALL", "prices")
    return [
        {"name": name, "prices": {each: round(float(euros) * rate, 2) for each, rate in rates.items()}}
        for name, euros in zip(prices[::2], prices[1::2])
    ]


server = ThreadingHTTPServer(("", 8000), Api)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
print("listening", flush=True)
server.serve_forever()
