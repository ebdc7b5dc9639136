"""The web channel: a chat page for visitors, on NiceGUI (why: docs/decisions/web.md)."""
