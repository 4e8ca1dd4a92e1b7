"""A spam filter: a text and a few facts go in, a verdict with its reasons comes out.

It knows no database, no comment and no team: who keeps lists and examples does so elsewhere (models/spam/).
"""
