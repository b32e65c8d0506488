"""psycopg by the variables of libpq, and by the URI."""
import os

import psycopg

for conninfo in ("", os.environ["DATABASE_URL"]):
    with psycopg.connect(conninfo) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS made_by_python (id int)")
        print("logged in as", connection.execute(os.environ["WHO"]).fetchone()[0])
