"""Every address of the house, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass

import django
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

LIBRARIES = ("allauth.", "django.", "procrastinate.")


@dataclass(frozen=True)
class Address:
    """One address: its name, what must be filled in, and the module that answers."""

    name: str
    wanted: frozenset[str]
    module: str
    route: str

    @property
    def is_ours(self) -> bool:
        return not self.module.startswith(LIBRARIES)

    @property
    def is_staff(self) -> bool:
        """Staff pages live in a module named ``desk``, or in the room of that name."""
        return "desk" in self.module.split(".")

    @property
    def is_of_a_territory(self) -> bool:
        return "territory" in self.wanted

    @property
    def room(self) -> str:
        return self.name.partition(":")[0] if ":" in self.name else ""

    def filled(self, values: dict[str, object], language: str = "ar") -> str:
        """The path with ``values`` filled in."""
        with translation.override(language):
            return reverse(self.name, kwargs={key: values[key] for key in self.wanted})


def every_address() -> list[Address]:
    return list(_walk(get_resolver(), "", "", frozenset()))


def _walk(resolver: URLResolver, spaces: str, route: str, wanted: frozenset[str]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = f"{route}{entry.pattern}"
        needed = (
            wanted | entry.pattern.converters.keys() | getattr(entry.pattern.regex, "groupindex", {}).keys()
        )
        if isinstance(entry, URLResolver):
            space = f"{spaces}{entry.namespace}:" if entry.namespace else spaces
            yield from _walk(entry, space, here, needed)
        elif isinstance(entry, URLPattern):
            yield Address(
                name=f"{spaces}{entry.name}" if entry.name else "",
                wanted=frozenset(needed),
                module=entry.callback.__module__,
                route=here,
            )


def uncovered(addresses: list[Address], known: dict[str, set[str]]) -> list[str]:
    """Addresses that the isolation test could not ask for, each with what to add."""
    faults = []
    for address in addresses:
        if not address.is_ours:
            continue
        missing = (
            address.wanted - {"territory"} - known.get(address.room, set()) - known.get(address.name, set())
        )
        if not address.name:
            faults.append(f"/{address.route}: give it a name")
        elif missing:
            faults.append(
                f"{address.name} (/{address.route}): say what {', '.join(sorted(missing))} may be: "
                f"fill it in tests/world.py, in the furniture of {address.room or 'the house'}"
            )
    return faults


def main() -> None:
    """Print every address of this tree that the isolation test does not cover."""
    django.setup()
    from tests.world import KNOWN

    print("\n".join(uncovered(every_address(), KNOWN)))


if __name__ == "__main__":
    main()
