"""Every setting has a working default; a refusal names the variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, UnusableSettings, read_settings


@pytest.fixture(autouse=True)
def _bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings()
    assert settings.database == "sqlite:///var/specialist.db"
    assert (settings.host, settings.port, settings.telegram_token) == ("127.0.0.1", 8080, "")


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("PORT=9001\nHOST=0.0.0.0\n")
    monkeypatch.setenv("PORT", "9002")
    settings = read_settings()
    assert (settings.host, settings.port) == ("0.0.0.0", 9002)


@pytest.mark.parametrize(
    ("variable", "value"),
    [("PORT", "eighty"), ("PORT", "0"), ("PORT", "65536"), ("LOG_LEVEL", "LOUD")],
)
def test_a_refusal_names_the_variable(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(UnusableSettings, match=variable):
        read_settings()


def test_several_faults_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("LOG_LEVEL", "x")
    with pytest.raises(UnusableSettings, match=r"(?s)PORT.*LOG_LEVEL"):
        read_settings()


def test_a_refusal_does_not_show_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "12345:very-secret")
    monkeypatch.setenv("PORT", "x")
    with pytest.raises(UnusableSettings) as refusal:
        read_settings()
    assert "very-secret" not in str(refusal.value)


def test_a_webhook_needs_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_WEBHOOK_URL", "https://bot.example/telegram")
    with pytest.raises(UnusableSettings, match="TELEGRAM_WEBHOOK_SECRET"):
        read_settings()
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", "a-b_c")
    assert read_settings().telegram_webhook_secret == "a-b_c"


def test_lower_case_log_levels_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "debug")
    assert read_settings().log_level == "DEBUG"


@pytest.mark.parametrize("address", ["mysql://u:very-secret@h/d", "nonsense", "/var/lib/bot.db"])
def test_a_database_of_another_kind_is_refused_without_its_password(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(UnusableSettings, match="DATABASE_URL") as refusal:
        read_settings()
    assert "very-secret" not in str(refusal.value)
