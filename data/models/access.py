"""Who may do what: the roles that an administrator gives."""
from datetime import datetime

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel

from data.models.base import now


class AccessRow(SQLModel, table=True):
    """A role of a person (as the login names them) in a region, by its leading digits ("" everywhere). `actor`: who gave it."""

    __tablename__ = "access"
    person: str = Field(primary_key=True)
    role: str = Field(primary_key=True)
    region: str = Field(default="", primary_key=True)
    actor: str = ""
    at: datetime = Field(default_factory=now, sa_type=DateTime)
