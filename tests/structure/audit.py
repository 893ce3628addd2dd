"""Which verbs leave no row in the audit log."""

import ast
from collections.abc import Iterator

from tests.structure.tree import Module, Tree, imported_names, target

RECORDS = {"tadafor.audit.actions.record", "tadafor.audit.actions.record_all"}


class Verbs:
    """The functions of every ``actions`` file, and whom each one calls."""

    def __init__(self, tree: Tree) -> None:
        self.modules = [module for module in tree.shipped() if module.file == "actions"]
        self.bodies: dict[str, tuple[Module, ast.FunctionDef]] = {}
        self.again: dict[str, str] = {}
        self.calls: dict[str, set[str]] = {}
        for module in self.modules:
            self._read(module)

    def _read(self, module: Module) -> None:
        names = imported_names(module)
        own = {node.name for node in module.syntax.body if isinstance(node, ast.FunctionDef)}
        for name, stands_for in names.items():
            self.again[f"{module.name}.{name}"] = stands_for
        for ferry, carried in _ferries(module):
            self.again[f"{ferry}.take"] = f"{module.name}.{carried}"
        for node in module.syntax.body:
            if isinstance(node, ast.FunctionDef):
                full = f"{module.name}.{node.name}"
                self.bodies[full] = (module, node)
                called = {target(call, names) for call in ast.walk(node) if isinstance(call, ast.Call)}
                self.calls[full] = {f"{module.name}.{name}" if name in own else name for name in called}

    def leaves_a_row(self, verb: str, seen: frozenset[str] = frozenset()) -> bool:
        """Whether ``verb`` calls ``audit.record``, itself or through another verb."""
        verb = self.again.get(verb, verb)
        if verb in RECORDS:
            return True
        if verb in seen:
            return False
        return any(self.leaves_a_row(called, seen | {verb}) for called in self.calls.get(verb, ()))

    def public(self) -> list[str]:
        return [name for name, (_, node) in self.bodies.items() if not node.name.startswith("_")]


def _ferries(module: Module) -> Iterator[tuple[str, str]]:
    """The ferries of a file (``kernel.ferry``), each with the function that it takes wishes to."""
    for node in module.syntax.body:
        match node:
            case ast.AnnAssign(
                target=ast.Name(id=name),
                value=ast.Call(func=ast.Name(id="Ferry"), args=[ast.Name(id=carried), *_]),
            ):
                yield name, carried


def verbs_without_a_row(tree: Tree, excused: dict[str, str]) -> list[str]:
    """Public actions that write nothing in the audit log and are not excused."""
    verbs = Verbs(tree)
    return [
        f"{tree.at(verbs.bodies[name][0].path, verbs.bodies[name][1].lineno)}: "
        f"{name} leaves no audit row (call audit.record, or excuse it with a reason)"
        for name in verbs.public()
        if name not in excused and not verbs.leaves_a_row(name)
    ]


def excuses_without_use(tree: Tree, excused: dict[str, str]) -> list[str]:
    """Excuses for verbs that are gone or that leave a row now."""
    verbs = Verbs(tree)
    return [
        name
        for name in excused
        if (tree.code / name.split(".")[1]).exists()
        and (name not in verbs.bodies or verbs.leaves_a_row(name))
    ]
