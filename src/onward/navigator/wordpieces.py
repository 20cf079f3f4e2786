"""Cut words into the pieces that the learned reader knows.

Greedy and longest first, as WordPiece does (Schuster and Nakajima, Japanese and Korean voice search, 2012): a word that
was never seen is read by its parts, so that "unbuttoning" and a misspelling still say something.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_INSIDE = "##"
_LONGEST_WORD = 40  # letters; anything longer is noise
_REMEMBERED = 20_000  # words


class WordPieces:
    """The pieces of words, as their numbers in ``vocabulary``; remembers the words that it has cut."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._numbers: Mapping[str, int] = {piece: number for number, piece in enumerate(vocabulary)}
        self._cut: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The numbers of the pieces of ``word``; empty where a part of it is unknown.

        >>> WordPieces(["un", "##button", "##ing"]).of("unbuttoning")
        (0, 1, 2)
        """
        known = self._cut.get(word)
        if known is None:
            known = self._pieces(word)
            if len(self._cut) < _REMEMBERED:
                self._cut[word] = known
        return known

    def _pieces(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST_WORD:
            return ()
        found: list[int] = []
        start = 0
        while start < len(word):
            end = len(word)
            while end > start:
                number = self._numbers.get(word[start:end] if start == 0 else _INSIDE + word[start:end])
                if number is not None:
                    found.append(number)
                    break
                end -= 1
            if end == start:
                return ()
            start = end
        return tuple(found)
