"""What the checks from year to year say where the other year is not there."""
NO_PREVIOUS = "The report of the year before is not there."
NO_PREVIOUS_TABLE = "The report of the year before holds no number in that place."
OTHER_EDITION = "The two years use different editions of the form, so that the numbers cannot be compared."
