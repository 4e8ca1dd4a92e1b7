"""The plug-in for WordPress, tried with a real one: `make wordpress`."""
