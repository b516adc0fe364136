"""The pages of a team: its people, its oefeningen, what it learned and its keys."""
