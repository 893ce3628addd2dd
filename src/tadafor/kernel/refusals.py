"""A refusal is a value with a name and a sentence; this is how an action raises one."""

from enum import StrEnum

from tadafor.kernel.words import word


class Refused(Exception):  # noqa: N818 -- it reads as the domain says it
    """An action was refused.

    ``refusal`` names the reason, ``facts`` fill its sentence.
    """

    def __init__(self, refusal: StrEnum, **facts: object) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.facts = facts

    @property
    def sentence(self) -> str:
        """What to tell the person, in the language of the moment."""
        return sentence(self.refusal, **self.facts)


def sentence(refusal: StrEnum, **facts: object) -> str:
    """Return the sentence of ``refusal`` with its facts filled in."""
    text = word(refusal)
    return text % facts if facts else text
