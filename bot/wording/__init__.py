"""Every Chinese sentence that people read, by what it is about. Wording only: no logic, no SQL."""
