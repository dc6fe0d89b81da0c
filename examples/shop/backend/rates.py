"""The sidecar of the API: exchange rates on localhost:9000."""

import json
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

RATES = {"EUR": 1, "USD": 1.16}


class Rates(BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps(RATES).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
HTTPServer(("localhost", 9000), Rates).serve_forever()
