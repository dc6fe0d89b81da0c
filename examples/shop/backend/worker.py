"""Ships the orders, one after the other."""

import signal

from database import Database

running = True


def stop(*_):
    global running
    running = False


signal.signal(signal.SIGTERM, stop)
database = Database()
print("waiting for orders", flush=True)
while running:
    order = database("BLPOP", "orders", 1)
    if order:
        database("INCR", "shipped")
        print("shipped", order[1], flush=True)
