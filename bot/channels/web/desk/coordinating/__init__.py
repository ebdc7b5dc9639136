"""The coordinators' pages of the desk: figures, reviews, knowledge, staff, units, roster, templates, trail."""
