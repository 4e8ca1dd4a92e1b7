"""Every guard that reads sources, in the order of its room."""

from tests.house import habits, layers, pages, words

GUARDS = [*layers.GUARDS, *habits.GUARDS, *pages.GUARDS, words.GUARD]
