"""Names that are kept as they govern and said in the language of whoever reads them."""

from collections.abc import Mapping

from django.utils.translation import get_language


def in_language_in_force(name: str, translations: Mapping[str, str]) -> str:
    """A name in the language that is spoken now, as it governs where it was not translated."""
    return translations.get((get_language() or "").split("-")[0]) or name
