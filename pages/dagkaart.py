"""The card that the inbrenger has at hand on the day of the real conversation."""

from gesprek.ui.steps import card_of_inbrenger
from gesprek.ui.together import joining

work = card_of_inbrenger.open_card_page()

joining.ask_once(work)
card_of_inbrenger.draw_card(work)
