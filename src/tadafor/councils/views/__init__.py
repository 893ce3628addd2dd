"""The public pages of councils and bodies, and the pages of a member: ``public``, ``papers``, ``member``."""
