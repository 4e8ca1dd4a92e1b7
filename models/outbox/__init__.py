"""The outbox: mail that is owed, written in the transaction that causes it and sent by the worker."""
