"""Words of the communes' daily life that search must take for one another.

Broken plurals and Darija or French doublets that no light stemming finds. Written folded, as
``kernel.text.search_text`` writes them.
"""

from tadafor.kernel.text import search_text, stem

_GROUPS = (
    ("طريق", "طرق", "طرقات", "route"),
    ("مسجد", "مساجد"),
    ("بئر", "آبار"),
    ("زبل", "أزبال", "نفايات", "قمامة", "déchets"),
    ("مستوصف", "مركز صحي", "سبيطار", "dispensaire"),
    ("مدرسة", "مدارس", "école"),
    ("حي", "أحياء", "حومة", "quartier"),
    ("شارع", "شوارع", "avenue"),
    ("زنقة", "أزقة", "درب", "rue"),
    ("ملعب", "ملاعب", "تيران", "terrain"),
    ("حديقة", "حدائق", "جنان", "jardin"),
    ("عريضة", "عرائض", "pétition"),
    ("جمعية", "جمعيات", "association"),
    ("ميثاق", "مواثيق", "charte"),
    ("أجل", "آجال", "délai"),
    ("رأي", "آراء", "avis"),
    ("لجنة", "لجان", "لجن", "comité"),
    ("ممر", "ممرات", "passage"),
    ("ماء", "مياه", "الما", "eau"),
    ("ضوء", "إنارة", "الضو", "éclairage"),
    ("طوبيس", "حافلة", "حافلات", "bus"),
    ("إعاقة", "معاق", "معاقين", "handicap"),
    ("شباب", "شبان", "jeunes"),
    ("امرأة", "نساء", "femmes"),
    ("سوق", "أسواق", "marché"),
    ("رصيف", "أرصفة", "trottoir"),
    ("حفرة", "حفر", "trou"),
    ("تضافر", "تظافر", "تصافر", "tadafor"),
)
_BY_STEM = {
    stem(search_text(word)): tuple(search_text(w) for w in group) for group in _GROUPS for word in group
}


def same_meaning(word: str) -> tuple[str, ...]:
    """Return the folded words that mean what the folded ``word`` means, itself first."""
    return tuple(dict.fromkeys((word, *_BY_STEM.get(stem(word), ()))))
