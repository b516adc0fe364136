"""The card that the inbrenger has at hand on the day of the real conversation."""

from gesprek.ui.steps import day_card
from gesprek.ui.together import joining

work = day_card.open_card_page()

joining.ask_once(work)
day_card.draw_card(work)
