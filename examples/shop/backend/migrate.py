"""Brings the database to the newest version. Each migration runs once."""

from database import Database

MIGRATIONS = [
    ("HSET", "prices", "tea", "4.50"),
    ("HSET", "prices", "cup", "12.00"),
]

database = Database()
done = int(database("GET", "version") or 0)
for number, command in enumerate(MIGRATIONS[done:], done + 1):
    print("migration", number, *command, flush=True)
    database(*command)
    database("SET", "version", number)
print("the database has version", len(MIGRATIONS), flush=True)
