"""The addresses on which a posting is written, and who may ask them."""

_POSTINGS = "admin/postings/posting/"
_DRAFT = f"{_POSTINGS}<int:object_id>/draft/"
_WRITERS = frozenset({"analyst", "supervisor"})

WRITING: dict[str, tuple[str, frozenset[str]]] = {
    f"{_POSTINGS}begin/": (f"{_POSTINGS}begin/", frozenset({"supervisor"})),
    _DRAFT: (f"{_POSTINGS}{{posting}}/draft/", _WRITERS),
    f"{_DRAFT}<slug:part>/": (f"{_POSTINGS}{{posting}}/draft/requirements/", _WRITERS),
}
