"""What coordinators do: staff, units, roster. Every verb reads the coordinator's rights in its transaction."""
