"""The view for the beamer: the step, the rules, the clock and the way in."""

from gesprek.scherm import beamer
from gesprek.scherm.werk import open_werk

werk = open_werk()

beamer.scherm(werk)
