"""SQLAlchemy by a URL of a template, and for PostgreSQL by the variables of libpq."""
import os

from sqlalchemy import create_engine, text

urls = [os.environ["SQLALCHEMY_DATABASE_URL"]]
if urls[0].startswith("postgresql"):
    urls.append("postgresql+psycopg://")
for url in urls:
    with create_engine(url).begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS made_by_sqlalchemy (id int)"))
        print("logged in as", connection.execute(text(os.environ["WHO"])).scalar())
