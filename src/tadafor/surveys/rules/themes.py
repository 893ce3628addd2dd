"""Open answers that say alike, brought together offline, in Arabic and French (§ surveys-themes).

Loaded by workers only: scikit-learn weighs much. It proposes; a person decides.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import silhouette_score
from sklearn.pipeline import make_union

FEWEST = 8
MOST_THEMES = 12
SMALLEST = 2
MOST_MEASURED = 2_000
TITLE_WORDS = 3
_WORD = re.compile(r"[^\W_]+")
# Words that stand in any answer and name none; as ``normal`` leaves them.
ARABIC = (
    "في من على الى عن مع هذا هذه ذلك التي الذي الذين ان او ثم كل بعض قد لا لم لن ما هو هي كما بين عند "
    "غير حتى يجب نريد يكون تكون لان اكثر جدا نحن انا لنا هناك هنا ولا وان"
)
FRENCH = (
    "le la les de des du un une et en au aux ce ces cette dans est il elle on que qui pour par pas plus sur "
    "avec nous vous je tres faut mon ma mes notre nos leur leurs son sa ses ou mais sont etre avoir ont"
)
EMPTY = frozenset(f"{ARABIC} {FRENCH}".split())
SHORTEST = 3  # letters of a word that may name something


@dataclass(frozen=True)
class Heap:
    """Answers that say alike, by their places, and the words that name them best."""

    answers: tuple[int, ...]
    words: tuple[str, ...]


def heaps(texts: Sequence[str], *, normal: Callable[[str], str], stem: Callable[[str], str]) -> list[Heap]:
    """Bring answers together; what is like no other stands in no heap. The same texts, the same heaps."""
    folded = [normal(text) for text in texts]
    stems = [
        [stem(word) for word in text.split() if word not in EMPTY and len(word) >= SHORTEST]
        for text in folded
    ]
    known = [at for at, told in enumerate(stems) if told]
    if len(known) < FEWEST:
        return []
    table = _table([" ".join(stems[at]) for at in known])
    labels = _labels(table)
    counts = Counter(word for at in known for word in set(stems[at]))
    written = _written(texts, normal, stem)
    found = []
    for label in dict.fromkeys(labels.tolist()):
        inside = tuple(known[place] for place in np.flatnonzero(labels == label))
        if len(inside) >= SMALLEST:
            found.append(Heap(inside, _names(inside, stems, counts, written)))
    return sorted(found, key=lambda one: (-len(one.answers), one.answers))


def _table(told: Sequence[str]) -> Any:  # noqa: ANN401 -- a sparse matrix
    """Whole stems weigh most; pieces of them forgive what is spelt or bent otherwise."""
    whole = TfidfVectorizer(analyzer=str.split, sublinear_tf=True)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True, max_features=20_000)
    return make_union(whole, pieces).fit_transform(told)


def _labels(table: Any) -> Any:  # noqa: ANN401 -- a sparse matrix in, an array out
    """As many themes as stand clearest apart."""
    most = min(MOST_THEMES, table.shape[0] // 3)
    best, found = -2.0, np.zeros(table.shape[0], dtype=int)
    for many in range(2, most + 1):
        labels = KMeans(many, n_init=4, random_state=0).fit_predict(table)
        if len(set(labels.tolist())) < many:
            continue
        size = min(MOST_MEASURED, table.shape[0])
        clear = silhouette_score(table, labels, metric="cosine", sample_size=size, random_state=0)
        if clear > best + 1e-9:
            best, found = clear, labels
    return found


def _written(
    texts: Sequence[str], normal: Callable[[str], str], stem: Callable[[str], str]
) -> dict[str, str]:
    """Return each stem as it is most often written."""
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        for word in _WORD.findall(text):
            for folded in normal(word).split():
                forms.setdefault(stem(folded), Counter())[word] += 1
    return {key: min(told, key=lambda word: (-told[word], word)) for key, told in forms.items()}


def _names(
    inside: Sequence[int], stems: Sequence[Sequence[str]], counts: Counter[str], written: dict[str, str]
) -> tuple[str, ...]:
    """Return the words that stand here and seldom elsewhere."""
    here = Counter(word for at in inside for word in set(stems[at]))
    weight = {word: many * many / counts[word] for word, many in here.items()}
    best = sorted(weight, key=lambda word: (-weight[word], word))[:TITLE_WORDS]
    return tuple(written.get(word, word) for word in best)
