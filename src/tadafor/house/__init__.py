"""The front door of the house: settings, addresses, the command line, what starts and stops it."""
