"""The view for the beamer: the step, the rules, the clock and the way in."""

from gesprek.ui.fields.open_oefening import open_werk
from gesprek.ui.together import room_screens

werk = open_werk()

room_screens.scherm(werk)
