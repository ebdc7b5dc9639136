"""What the commands of `python -m bot` do, one module a command."""
