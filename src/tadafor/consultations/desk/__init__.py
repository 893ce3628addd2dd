"""The staff pages: ``setting_up``, ``drafting``, ``examining``, ``approving``, ``committee``, ``ending``."""
