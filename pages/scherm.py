"""The view for the beamer: the step, the rules, the clock and the way in."""

from gesprek.ui.fields.open_oefening import open_oefening_page
from gesprek.ui.together import room_screens

work = open_oefening_page()

room_screens.draw_beamer(work)
