"""Notice a message that Onward cannot read, so that it is never answered as if it said nothing."""

from __future__ import annotations

from collections.abc import Sequence

# The commonest small words of each language, without those that English shares.
_SMALL_WORDS = {
    "Spanish": frozenset(
        (
            "los las un una del que y en mi mis tu su sus con por para pero muy como cuando se le lo es esta estoy "
            "tengo tiene puedo puede duele duelen hijo hija madre padre mano pierna espalda rodilla despues desde "
            "necesito ayuda caminar dolor brazo cuello cabeza soy hace"
        ).split()
    ),
    "French": frozenset(
        "le les des une je mon ma mes est et dans pas avec pour mais sur depuis peux mal ai du il elle".split()
    ),
    "German": frozenset(
        "ich der das und nicht ein eine mein meine kann mit ist seit habe zu auf beim schmerzen".split()
    ),
    "Portuguese": frozenset("eu meu minha nao com para mas uma um em dor consigo tenho dele dela perna costas".split()),
    "Vietnamese": frozenset("toi bi dau khong va cua chan tay toi duoc".split()),
    "Tagalog": frozenset("ako ang ng mga sa ko hindi masakit aking ay".split()),
}
_ENGLISH = frozenset(
    (
        "i the a my to and of is in it he she his her can not have has with for on am are was when after "
        "since do does need help pain hurts trouble from at but so that this or who what how s p c o y x w"
    ).split()
)
# Small words that stand in English or Latin too, so one of them alone proves nothing.
_ALSO_ENGLISH = frozenset("pour para como mano dolor".split())
_FEW = 4


def foreign(words: Sequence[str]) -> str | None:
    """The language of ``words`` where it is plainly not English: a name, "another alphabet", or None.

    Of a message of a few words one such word is enough, where none is English.

    >>> [foreign(text.split()) for text in ("me duele la espalda desde ayer", "tengo artritis", "my back hurts")]
    ['Spanish', 'Spanish', None]
    """
    letters = "".join(words)
    if letters and sum(not c.isascii() for c in letters) > len(letters) / 2:
        return "another alphabet"
    english = sum(word in _ENGLISH for word in words)
    counts = {name: sum(word in small for word in words) for name, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda name: counts[name])
    if counts[best] >= 2 and counts[best] > 2 * english:
        return best
    plain = any(len(word) >= _FEW and word in _SMALL_WORDS[best] - _ALSO_ENGLISH for word in words)
    return best if plain and not english and len(words) <= _FEW else None
