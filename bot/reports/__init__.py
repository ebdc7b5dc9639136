"""The one-page document of an assessment: sheet (values) -> docx and PDF (bytes) -> files to forward."""
