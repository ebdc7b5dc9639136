"""The guided assessment in conversation: interviews, their questions as cards, and results."""
