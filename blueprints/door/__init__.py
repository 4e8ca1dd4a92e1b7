"""The door of an event, and the phones that are lent to it."""
