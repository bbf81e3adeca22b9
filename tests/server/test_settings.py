"""What operators may choose, and the words they get for a choice that cannot be used."""

from pathlib import Path

import pydantic
import pytest

from server.settings import PREFIX, Settings, SettingsError, read_settings


@pytest.fixture(autouse=True)
def nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


def test_nothing_has_to_be_chosen() -> None:
    settings = read_settings()
    assert settings.data == Path.cwd() / ".hearback"
    assert settings.database_url is None
    assert (settings.host, settings.port, settings.jobs) == ("127.0.0.1", 8000, "inside")


def test_the_environment_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARBACK_PORT", "8081")
    monkeypatch.setenv("HEARBACK_DATA", "~/feedback")
    monkeypatch.setenv("HEARBACK_PUBLIC_URL", "https://ideas.example.org/")
    settings = read_settings()
    assert settings.port == 8081
    assert settings.data == Path.home() / "feedback"
    assert settings.public_url == "https://ideas.example.org"


def test_the_command_line_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARBACK_PORT", "8081")
    assert read_settings(port=9000, data=None).port == 9000


def test_an_empty_variable_chooses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARBACK_SMTP_URL", "")
    assert read_settings().smtp_url is None


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HEARBACK_PORT", "eighty"),
        ("HEARBACK_PORT", "70000"),
        ("HEARBACK_DATABASE_URL", "mysql://hearback:swordfish@host/ideas"),
        ("HEARBACK_DATABASE_URL", "hearback:swordfish@host/ideas"),
        ("HEARBACK_SMTP_URL", "http://ada:swordfish@mail.example.org"),
        ("HEARBACK_MAIL_FROM", "swordfish"),
        ("HEARBACK_PUBLIC_URL", "ideas.example.org/swordfish"),
        ("HEARBACK_JOBS", "swordfish"),
        ("HEARBACK_EMBEDDING_MODEL", "/no/such/swordfish"),
        ("HEARBACK_DEVELOPMENT", "swordfish"),
    ],
)
def test_a_wrong_choice_names_its_variable_and_keeps_its_secret(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as refusal:
        read_settings()
    assert str(refusal.value).startswith(f"{variable} cannot be used: ")
    assert "swordfish" not in str(refusal.value)


def test_every_wrong_choice_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARBACK_PORT", "eighty")
    monkeypatch.setenv("HEARBACK_JOBS", "elsewhere")
    with pytest.raises(SettingsError, match=r"(?s)HEARBACK_PORT.*\n.*HEARBACK_JOBS"):
        read_settings()


def test_passwords_stay_out_of_logs() -> None:
    settings = read_settings(database_url="postgresql://ada:swordfish@host/ideas", smtp_url="smtp://a:swordfish@host")
    assert "swordfish" not in repr(settings)


def test_settings_do_not_change_once_read() -> None:
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        read_settings().port = 1


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
