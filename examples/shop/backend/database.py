"""A client of Redis: one connection, one command at a time."""

import os
import socket
from urllib.parse import urlsplit


class Database:
    def __init__(self, url=os.environ.get("DATABASE_URL", "")):
        address = urlsplit(url)
        connection = socket.create_connection((address.hostname, address.port or 6379), timeout=10)
        connection.settimeout(None)
        self.stream = connection.makefile("rwb")
        if address.password:
            self("AUTH", address.password)

    def __call__(self, *words):
        """Sends a command, and returns its reply."""
        arguments = [str(word).encode() for word in words]
        self.stream.write(b"*%d\r\n" % len(arguments))
        for argument in arguments:
            self.stream.write(b"$%d\r\n%s\r\n" % (len(argument), argument))
        self.stream.flush()
        return self.reply()

    def reply(self):
        line = self.stream.readline()
        if not line:
            raise ConnectionError("the database closed the connection")
        kind, rest = line[:1], line[1:-2]
        if kind == b"-":
            raise RuntimeError(rest.decode())
        if kind == b":":
            return int(rest)
        if kind == b"$":
            return None if rest == b"-1" else self.stream.read(int(rest) + 2)[:-2].decode()
        if kind == b"*":
            return None if rest == b"-1" else [self.reply() for _ in range(int(rest))]
        return rest.decode()
