"""The sections of a draft that are one form each: contact, questions, typing, education."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from screening.domain import application as applications
from screening.domain import document as documents
from screening.domain.completeness import missing, sections_of
from screening.domain.draft import Saved, saved_section
from screening.domain.revised import since_moved
from screening.enums import Section
from screening.errors import OlderVersion
from screening.forms.applicant.contact import ContactForm
from screening.forms.applicant.draft import DraftForm
from screening.forms.applicant.education import education_form
from screening.forms.applicant.questions import QuestionsForm, questions_form
from screening.forms.applicant.typing import TypingForm
from screening.models import Application
from screening.typing_in_words import certificate_in_words, rule_in_words
from screening.views.applicant.autosave import autosaved, autosaves
from screening.views.applicant.door import own_draft
from screening.views.applicant.reuse import offered
from screening.views.personal import personal_page

FORMS: dict[Section, Callable[[int], type[DraftForm]]] = {
    Section.CONTACT: lambda revision_id: ContactForm,
    Section.EDUCATION: education_form,
    Section.QUESTIONS: questions_form,
    Section.TYPING: lambda revision_id: TypingForm,
}


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """One section: what is there, and saving it."""
    application = own_draft(request, pk)
    which = next((s for s in FORMS if s.value == section and s in sections_of(application.revision)), None)
    if which is None:
        raise Http404
    form_class = FORMS[which](application.revision_id)
    if request.method != "POST":
        saved = saved_section(application, which)
        form = form_class(initial=opened(form_class, saved, _known(request, which)))
        return _page(request, application, which, form, saved)
    form = form_class(request.POST)
    readable = form.is_valid()

    def save() -> Saved:
        return applications.save_section(
            actor=request.user,
            application_id=application.pk,
            section=which,
            content=form.content(),
            version=form.opened_with,
            at=request.arrived_at,
        )

    if autosaves(request):
        return autosaved(request, form, save, lambda older: differences(form, form_class, older))
    if not readable:
        return _page(request, application, which, form, saved_section(application, which), status=400)
    try:
        saved = save()
    except OlderVersion as older:
        return conflict(request, application, str(which.label), form, form_class, older)
    if isinstance(form, QuestionsForm) and (goes_to := _file_asked_for(request, application, form)):
        return goes_to
    say_saved(request, application, which, saved)
    return redirect("applicant:application", application.pk)


def _file_asked_for(
    request: HttpRequest, application: Application, form: QuestionsForm
) -> HttpResponse | None:
    """Where a button beside a question that a file answers leads, once the page is saved."""
    if request.POST.get("add_file") in form.files_by_question:
        query = urlencode({"kind": request.POST["add_file"]})
        return redirect(f"{reverse('applicant:document_add', args=[application.pk])}?{query}")
    number = request.POST.get("remove_file", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    document = get_object_or_404(application.documents, pk=int(number), kind__in=form.files_by_question)
    documents.remove(actor=request.user, document_id=document.pk, at=request.arrived_at)
    messages.success(request, _("Removed: %(name)s.") % {"name": document.original_name})
    return redirect("applicant:section", application.pk, Section.QUESTIONS.value)


def opened(
    form_class: type[DraftForm], saved: Saved | None, known: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The form's values as saved, with the version they were saved as."""
    if saved is None:
        return {**(known or {}), "version": 0}
    return {**form_class.initial_of(saved.content), "version": saved.version}


def say_saved(request: HttpRequest, application: Application, which: Section, saved: Saved) -> None:
    """Saved, and what is still missing in this section, if anything."""
    still = missing(application).get(which, [])
    net = certificate_in_words(saved.content, application.revision) if which == Section.TYPING else ""
    reckoned = " " + _("Your certificate gives: %(net)s.") % {"net": net} if net else ""
    if still:
        more = _("%(count)d more to do before you can send.") % {"count": len(still)}
        said = _("Saved. %(section)s: %(more)s") % {"section": which.label, "more": more}
        messages.warning(request, said + reckoned)
    else:
        said = _("Saved. This section is complete: %(section)s.") % {"section": which.label}
        messages.success(request, said + reckoned)


def conflict(
    request: HttpRequest,
    application: Application,
    label: str,
    form: DraftForm,
    form_class: type[DraftForm],
    older: OlderVersion,
    values: dict[str, Any] | None = None,
    key: str = "",
) -> HttpResponse:
    """An older tab met a newer save: both values side by side; what was typed stays in the form."""
    if isinstance(form, QuestionsForm):
        _show_files(application, form)
    rows = compared(form, form_class, older, values)
    return render(
        request,
        "applicant/section.html",
        {
            "application": application,
            "label": label,
            "form": form,
            "conflict": str(older),
            "rows": rows,
            "key": key,
        },
        status=409,
    )


def compared(
    form: DraftForm, form_class: type[DraftForm], older: OlderVersion, values: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    """The differences; the form, as typed, may be sent once more and then holds over what was saved in between."""
    rows = differences(form, form_class, older, values)
    data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict here
    data["version"] = str(older.saved.version)
    form.data = data
    return rows


def differences(
    form: DraftForm, form_class: type[DraftForm], older: OlderVersion, values: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    """What was typed here and what is saved, for each field in which they differ."""
    saved = form_class.initial_of(older.saved.content) if values is None else values
    theirs = form_class(initial=saved)
    return [
        {"label": form[name].label, "typed": _shown(form, name), "saved": _shown(theirs, name)}
        for name in form.fields
        if name != "version" and _shown(form, name) != _shown(theirs, name)
    ]


def _shown(form: DraftForm, name: str) -> str:
    bound = form[name]
    value = form.cleaned_data.get(name) if form.is_bound else bound.initial
    choices = dict(getattr(bound.field, "choices", ()))
    if isinstance(value, list):
        return ", ".join(str(choices.get(each, each)) for each in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "" if value is None else str(choices.get(value, value))


def _show_files(application: Application, form: QuestionsForm) -> None:
    fields = form.files_by_question
    papers = (
        application.documents.filter(kind__in=fields).select_related("inspection").order_by("pk")
        if fields
        else ()
    )
    for name, field in fields.items():
        field.documents = [paper for paper in papers if paper.kind == name]


def _known(request: HttpRequest, which: Section) -> dict[str, Any]:
    """What the account knows already."""
    if which != Section.CONTACT:
        return {}
    user = request.user
    return {"given_names": user.first_name, "family_names": user.last_name}


def _page(
    request: HttpRequest,
    application: Application,
    which: Section,
    form: DraftForm,
    saved: Saved | None,
    status: int = 200,
) -> HttpResponse:
    if isinstance(form, QuestionsForm):
        _show_files(application, form)
    context = {
        "application": application,
        "label": which.label,
        "form": form,
        "saved": saved,
        "section": which,
        "revised": since_moved(application) if which == Section.QUESTIONS else None,
        "offered": offered(application) if which == Section.QUESTIONS else {},
        "typing_rule": rule_in_words(application.revision) if which == Section.TYPING else "",
        "arithmetic": certificate_in_words(saved.content, application.revision)
        if saved and which == Section.TYPING
        else "",
    }
    return render(request, "applicant/section.html", context, status=status)
