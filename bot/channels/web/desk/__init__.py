"""The officers' desk: pages under /desk for officers and coordinators. See docs/decisions/desk.md."""
