"""What an operator can choose, each through one environment variable starting with HEARBACK_."""

from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, DirectoryPath, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from api.attempts import Doing, Rate

PREFIX = "HEARBACK_"


class SettingsError(Exception):
    """Says which environment variables hold what Hearback cannot use, and why."""


def read_settings(**chosen: object) -> "Settings":
    """Read the environment once; what the command line chose goes first, and None leaves the choice open."""
    try:
        return Settings.model_validate({name: value for name, value in chosen.items() if value is not None})
    except ValidationError as invalid:
        raise SettingsError("\n".join(_in_words(error) for error in invalid.errors())) from None


def _in_words(error: Any) -> str:
    # The value stays out of the message: it may hold a password.
    reason = error["msg"].removeprefix("Value error, ")
    return f"{PREFIX}{str(error['loc'][0]).upper()} cannot be used: {reason}."


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _url(*schemes: str) -> AfterValidator:
    def check(url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in schemes or not (parts.netloc or parts.query):
            raise ValueError("it should start with " + " or ".join(f"{scheme}://" for scheme in schemes))
        return url.rstrip("/")

    return AfterValidator(check)


def _mailbox(text: str) -> str:
    if "@" not in parseaddr(text)[1]:
        raise ValueError('it should be an address such as "Hearback <hearback@example.org>"')
    return text


def _read_rate(given: object) -> object:
    return Rate.of(given) if isinstance(given, str) else given


_rate = BeforeValidator(_read_rate)


class Settings(BaseSettings):
    """Every choice an operator has. Nothing else reads the environment."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore")

    data: Annotated[Path, AfterValidator(_absolute)] = Field(
        default=Path(".hearback"),
        validate_default=True,
        description="Folder for the built-in PostgreSQL and, without an SMTP server, for mail.",
    )
    database_url: Annotated[str, _url("postgresql", "postgres")] | None = Field(
        default=None,
        repr=False,
        description="Your own PostgreSQL (15 or newer), as postgresql://user:password@host:5432/database. "
        "Without it Hearback runs one of its own in the data folder.",
    )
    pg_bindir: DirectoryPath | None = Field(
        default=None,
        description="Folder with the PostgreSQL programs to run in the data folder, "
        "instead of those installed with Hearback.",
    )
    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port to listen on.")
    public_url: Annotated[str, _url("http", "https")] = Field(
        default="http://127.0.0.1:8000",
        description="Where people reach Hearback; links in mail begin with it.",
    )
    organisation: str = Field(
        default="Hearback",
        min_length=1,
        max_length=80,
        description="Whose feedback this is, as people call you.",
    )
    smtp_url: Annotated[str, _url("smtp", "smtps")] | None = Field(
        default=None,
        repr=False,
        description="Mail server, as smtp://user:password@host:587 or smtps://user:password@host:465. "
        "Without it mail is written into the data folder as .eml files.",
    )
    mail_from: Annotated[str, AfterValidator(_mailbox)] = Field(
        default="Hearback <hearback@localhost>", description="Sender of every mail."
    )
    jobs: Literal["inside", "separate"] = Field(
        default="inside",
        description="Where jobs run: inside `hearback serve`, or separate, in `hearback worker` processes.",
    )
    embedding_model: DirectoryPath | None = Field(
        default=None,
        description="Folder with a sentence embedding model to use instead of the one installed.",
    )
    similarity: Literal["meaning", "words"] = Field(
        default="meaning",
        description="How similar posts are found: by meaning and words, or by words alone, which saves memory.",
    )
    metrics_token: str | None = Field(
        default=None,
        min_length=16,
        repr=False,
        description="Lets a monitoring system read `/metrics` as a bearer token. Without it there is no such page.",
    )
    post_rate: Annotated[Rate, NoDecode, _rate] = Field(
        default=Rate(30, 3_600), description="How many posts one customer may write, such as 30/hour."
    )
    comment_rate: Annotated[Rate, NoDecode, _rate] = Field(
        default=Rate(120, 3_600), description="How many comments one customer may write or change."
    )
    vote_rate: Annotated[Rate, NoDecode, _rate] = Field(
        default=Rate(60, 60), description="How often one customer may vote or react."
    )
    sign_in_rate: Annotated[Rate, NoDecode, _rate] = Field(
        default=Rate(12, 3_600), description="How often one may ask for a sign-in code or use one."
    )
    change_rate: Annotated[Rate, NoDecode, _rate] = Field(
        default=Rate(120, 60), description="How often one customer may change anything else."
    )
    address_factor: int = Field(
        default=10,
        ge=1,
        description="How many times as much as one customer one network address may do, since people share addresses.",
    )
    trusted_proxies: str = Field(
        default="127.0.0.1",
        description="Addresses of your reverse proxies, with commas between; their `X-Forwarded-For` tells who asks.",
    )
    development: bool = Field(
        default=False, description="Opens introspection and the explorer of the API to everyone. Not for production."
    )

    @property
    def rates(self) -> dict[Doing, Rate]:
        """How often one customer may do what."""
        return {
            Doing.POSTING: self.post_rate,
            Doing.COMMENTING: self.comment_rate,
            Doing.VOTING: self.vote_rate,
            Doing.SIGNING_IN: self.sign_in_rate,
            Doing.CHANGING: self.change_rate,
        }
