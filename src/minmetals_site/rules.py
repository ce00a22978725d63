"""What captures are read by, beside what they say themselves: the settings and the vocabulary."""

from hashlib import blake2b
from typing import NamedTuple, Self

import msgspec

from minmetals_site.settings import Settings
from minmetals_site.vocabulary import Vocabulary

__all__ = ["Rules"]


class Rules(NamedTuple):
    """What captures are read by."""

    settings: Settings
    vocabulary: Vocabulary

    @classmethod
    def bare(cls) -> Self:
        """Return the rules of a folder with nothing but captures."""
        return cls(Settings(), Vocabulary.starter())

    @property
    def digest(self) -> bytes:
        """Of all that a reading depends on: what only pages show, such as the site's title, is not in it."""
        settings = self.settings
        read_by = (settings.organisation, settings.publishers, settings.language, settings.date_order, settings.search)
        return blake2b(msgspec.msgpack.encode((read_by, self.vocabulary.tags)), digest_size=32).digest()
