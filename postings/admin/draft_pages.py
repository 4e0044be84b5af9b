"""The pages on which a posting is written: each shows a part of the draft's document and changes it by one step a button."""

from copy import deepcopy
from typing import Any

import yaml
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify

from postings.admin.draft_view import LANGUAGES, DraftView
from postings.authoring.bank import forget_words, names_in, with_question
from postings.authoring.cards import anchor, fields_of
from postings.authoring.edits import EDITS, added, edited
from postings.authoring.filling import fill
from postings.authoring.paths import gone, parsed, value_at, written
from postings.authoring.reading import sentences_by_place
from postings.data_file import DataFileError, parse_data
from postings.domain.draft_checks import checked
from postings.domain.drafting import drop_draft, request_publication, save_draft, undo_draft
from postings.domain.posting_file import read_posting_file
from postings.domain.question_bank import newest, offered
from postings.errors import Refused
from postings.models import Department, JobClass, Posting
from postings.requirement_page import requirement_levels
from postings.translation import pairs, pruned, texts


def draft_page(model_admin: Any, request: Any, posting: Posting, *, part: str) -> HttpResponse:
    """One page of the draft. A step that is refused shows its words on the page as it stands (409)."""
    if not model_admin.door.may(request.user, "write_draft", posting):
        raise Http404
    refused: list[str] = []
    if request.method == "POST" and (changed := DraftView.of(posting, part, read=False)):
        try:
            if request.POST.get("do") == "sentence":
                return _sentences(changed, request)
            return _step(changed, request)
        except Refused as error:
            refused = str(error).splitlines()
    view = DraftView.of(posting, part, opened=request.GET.get("open", ""))
    if view is None:
        return redirect("admin:postings_posting_draft", posting.pk)
    context = {
        "title": view.title,
        "opts": model_admin.opts,
        "posting": posting,
        "view": view,
        "refused": refused,
        **_more(view),
    }
    return TemplateResponse(
        request,
        "admin/postings/draft.html",
        model_admin.admin_site.each_context(request) | context,
        status=409 if refused else 200,
    )


def _sentences(view: DraftView, request: Any) -> HttpResponse:
    """By place, what the requirements would say with what is typed; nothing is kept. Raises Refused."""
    document, _, _ = _changed(view, "save", dict(request.POST.lists()))
    return JsonResponse({"sentences": sentences_by_place(document)})


def _more(view: DraftView) -> dict[str, Any]:
    if view.slug == "check":
        found = checked(view.document)
        levels = requirement_levels(found.requirements) if found.requirements else []
        return {"checked": found, "levels": levels}
    if view.slug in LANGUAGES:
        texts_in_two = pairs(view.document, LANGUAGES[view.slug])
        return {
            "pairs": texts_in_two,
            "lacking": sum(not pair.other for pair in texts_in_two),
            "language": LANGUAGES[view.slug],
        }
    if view.slug == "questions":
        there = names_in(view.document)
        return {"bank": [question for question in newest() if question.code not in there]}
    if view.slug == "file":
        return {"file": yaml.safe_dump(view.document, sort_keys=False, allow_unicode=True, width=110)}
    return {}


def _step(view: DraftView, request: Any) -> HttpResponse:
    """Do what the button says, and come back to the place of what was changed. Raises Refused."""
    sent, do = request.POST, request.POST.get("do", "")
    based_on = (
        int(sent["based_on"]) if sent.get("based_on", "").isdecimal() and len(sent["based_on"]) < 9 else 0
    )
    whose = {"actor": request.user, "draft_id": view.draft.pk, "based_on": based_on, "at": request.arrived_at}
    posting_page = reverse("admin:postings_posting_change", args=[view.draft.posting_id])
    if do == "drop":
        drop_draft(**whose)
        messages.success(request, "The draft was dropped. Nothing of it was published.")
        return redirect(posting_page)
    if do == "send":
        revision = request_publication(**whose)
        messages.success(request, f"{revision.label} waits for a second person to publish it.")
        return redirect("admin:postings_posting_revision", view.draft.posting_id, revision.number)
    if do == "undo":
        version = undo_draft(**whose)
        messages.success(request, version.said)
        return redirect(view.address)
    document, place, said = _changed(view, do, dict(sent.lists()))
    save_draft(**whose, document=document, said=f"{view.title}: {said}")
    if not place:
        messages.success(request, "Saved.")
        return redirect(view.address)
    return redirect(f"{view.address}?open={place}#{anchor(parsed(place))}")


def _changed(view: DraftView, do: str, sent: dict[str, Any]) -> tuple[dict[str, Any], str, str]:
    """The document after one step, the place to come back to, and the step in words."""
    place = "".join(sent.get("place", []))
    if do == "fields" and view.part:
        document = deepcopy(view.document)
        fill(document, view.part.fields, sent)
        return _named(document), "", "filled in"
    if do == "translate" and view.slug in LANGUAGES:
        return _translated(view.document, LANGUAGES[view.slug], sent), "", "translated"
    if do == "file":
        return _pasted("".join(sent.get("file", []))), "", "the file was pasted"
    if do == "add" and place in view.slots:
        slot, key = view.slots[place], "".join(sent.get("kind", []))
        shape = next((each for each in view.offered(slot) if each.key == key), None)
        if shape is None:
            raise Refused("Choose what to add.")
        document, path = added(view.document, parsed(place), shape.start, many=slot.many)
        return document, written(path), f"{shape.label} added"
    if do == "bank" and view.slug == "questions":
        document, path = with_question(view.document, offered("".join(sent.get("code", []))))
        return document, written(path), "a question of the bank was taken"
    if place not in view.shapes:
        raise gone()
    shape = view.shapes[place]
    if do == "save":
        document = deepcopy(view.document)
        spec = value_at(document, parsed(place))
        before = spec.get("bank")
        fill(spec, fields_of(shape, document), sent)
        forget_words(spec, before)
        spec.setdefault(shape.key, deepcopy(shape.start[shape.key]))
        return document, place, f"{shape.label} changed"
    if do not in EDITS:
        raise Refused("This button is not known. Look at the page as it is now, then try again.")
    document, path = edited(view.document, parsed(place), EDITS[do])
    here = written(path)
    return document, here if value_at(document, path) else "", f"{shape.label}: {do.replace(':', ' in ')}"


def _translated(document: dict[str, Any], language: str, sent: dict[str, Any]) -> dict[str, Any]:
    """The document with what was typed beside its texts; an empty one is missing again."""
    own, typed = texts(document), sent.get("other", [])
    if len(own) != len(typed):
        raise Refused(
            "The page was incomplete, so nothing was kept. Look at it as it is now, then save again."
        )
    before = (document.get("translations") or {}).get(language, {})
    rewritten = {text: other for text, other in before.items() if text not in set(own)}
    now = {
        text: "\n".join(other.strip().splitlines())
        for text, other in zip(own, typed, strict=True)
        if other.strip()
    }
    translations = {**(document.get("translations") or {}), language: {**rewritten, **now}}
    rest = {key: value for key, value in document.items() if key != "translations"}
    return rest | ({"translations": translations} if now or rewritten else {})


def _named(document: dict[str, Any]) -> dict[str, Any]:
    """A department or class whose name was changed is the one of that name, or a new one."""
    names = document.get("posting", {})
    for key, words, model in (("department", "name", Department), ("class", "title", JobClass)):
        said = names.get(key, {}).get(words, "")
        known = model._default_manager.filter(**{words: said}).values_list("slug", flat=True).first()
        names[key] = {"slug": known or slugify(said)[:60].strip("-"), words: said}
    return document


def _pasted(text: str) -> dict[str, Any]:
    try:
        document = parse_data(text)
    except DataFileError as error:
        raise Refused(str(error)) from None
    read_posting_file(pruned(document))
    return document
