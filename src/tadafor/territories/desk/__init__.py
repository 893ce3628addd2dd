"""The desk of a territory's administrator: settings, neighbourhoods, offices, sessions, days off."""
