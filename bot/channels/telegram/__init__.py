"""Telegram: receive into the inbox, deliver from the outbox. Only this package knows python-telegram-bot."""
