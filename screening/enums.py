"""Kinds and states of what the city decides."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    ENGLISH = "en", "English"
    SPANISH = "es", "Español"


class Role(TextChoices):
    HIRING_MANAGER = "hiring_manager", "Hiring manager"
    ANALYST = "analyst", "Personnel analyst"
    SUPERVISING_ANALYST = "supervising_analyst", "Supervising personnel analyst"
    AUDITOR = "auditor", "Auditor"
    ACCOMMODATION_OFFICER = "accommodation_officer", "Accommodation officer"
    PANEL_MEMBER = "panel_member", "Interview panel member"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"


class ApplicationState(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent, waiting for evaluation")
    IN_REVIEW = "in_review", _("With an analyst")
    INCOMPLETE = "incomplete", _("Waiting for the applicant")
    QUALIFIED = "qualified", _("Qualified")
    NOT_QUALIFIED = "not_qualified", _("Does not meet a requirement")
    LISTED = "listed", _("On the eligible list")
    WITHDRAWN = "withdrawn", _("Withdrawn by the applicant")


class ApplicationEvent(TextChoices):
    SUBMIT = "submit", _("Application sent")
    EVALUATE = "evaluate", _("Evaluated automatically")
    ASK_FOR_DOCUMENT = "ask_for_document", _("Asked for something")
    SUPPLEMENT = "supplement", _("Facts supplemented")
    QUALIFY = "qualify", _("Found qualified")
    DISQUALIFY = "disqualify", _("Found not to meet a requirement")
    LIST = "list", _("Placed on the eligible list")
    WITHDRAW = "withdraw", _("Withdrawn by the applicant")


class Section(TextChoices):
    """The sections of a draft, each saved on its own; papers are rows of their own."""

    CONTACT = "contact", _("Your contact information")
    WORK_HISTORY = "work_history", _("Work history")
    EDUCATION = "education", _("Education, licenses and certificates")
    QUESTIONS = "questions", _("Supplemental questions")
    TYPING = "typing", _("Typing")
    DOCUMENTS = "documents", _("Documents")


class Outcome(TextChoices):
    MET = "met", "Meets the requirements"
    NOT_MET = "not_met", "Does not meet a requirement"
    UNDETERMINED = "undetermined", "A person must look"


class WhatIfState(TextChoices):
    QUEUED = "queued", "Waiting to begin"
    RUNNING = "running", "Running"
    CANCELLED = "cancelled", "Cancelled"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class SubmissionCause(TextChoices):
    SENT = "sent", "Sent by the applicant"
    DOCUMENT_RECEIVED = "document_received", "A document arrived"
    DOCUMENT_REVIEWED = "document_reviewed", "A document was reviewed"
    DOCUMENT_REFUSED = "document_refused", "A document could not be used"
    CORRECTED = "corrected", "The applicant corrected it"
    FACT_SETTLED = "fact_settled", "The City settled a fact"
    FACT_LIFTED = "fact_lifted", "The City took a settled fact back"
    DUE_DATE_PASSED = "due_date_passed", "A due date passed without the document"
    RE_EVALUATED = "re_evaluated", "The whole pool was evaluated again"


class DocumentVia(TextChoices):
    UPLOAD = "upload", _("Uploaded")
    FAX = "fax", _("By fax")
    MAIL = "mail", _("By mail")
    IN_PERSON = "in_person", _("In person")


class DocumentVerdict(TextChoices):
    """What a reviewer found; ``not_provided`` is recorded on the request when its due date has passed."""

    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Not accepted, can be mended"


class DocumentFinding(TextChoices):
    """What the worker found in a received file, before anybody looks at it."""

    USABLE = "usable", _("Can be opened")
    INFECTED = "infected", _("Holds a virus")
    UNREADABLE = "unreadable", _("Cannot be opened")


class Finding(TextChoices):
    """What a named person decided about an application."""

    QUALIFIED = "qualified", _("Qualified")
    NOT_QUALIFIED = "not_qualified", _("Does not meet a requirement")


class DecisionReason(TextChoices):
    AS_EVALUATED = "as_evaluated", _("As the automated evaluation found")
    EVIDENCE_ON_RECORD = "evidence_on_record", _("Evidence on the record that the evaluation could not read")
    APPLICANT_CLARIFIED = "applicant_clarified", _("The applicant clarified an answer")
    DUTIES_DO_NOT_QUALIFY = "duties_do_not_qualify", _("The duties described do not qualify")
    DATES_CORRECTED = "dates_corrected", _("Dates or hours corrected from a document")
    DOCUMENT_MISSING = "document_missing", _("A required document was not provided")
    APPEAL_GRANTED = "appeal_granted", _("An appeal was granted")


class AppealState(TextChoices):
    OPEN = "open", _("Waiting for a decision")
    GRANTED = "granted", _("Granted")
    UPHELD = "upheld", _("The finding stands")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class StandingKind(TextChoices):
    """What a person may do to their own standing."""

    PAUSE = "pause", _("Not available for a time")
    LEAVE_LIST = "leave_list", _("Withdrawn from the eligible list")
    WITHDRAW = "withdraw", _("Application withdrawn")


class LastDayKind(TextChoices):
    EXTENSION = "extension", "Extended"
    CANCELLATION = "cancellation", "Ended early"


class VeteranStatus(TextChoices):
    """Which veterans' credit somebody is entitled to. Source: San Francisco Charter A8.329."""

    NONE = "none", _("No credit")
    VETERAN = "veteran", _("Veteran")
    DISABLED = "disabled", _("Veteran with a disability of 15% or more")


class RemovalReason(TextChoices):
    """Why a name is to be taken off a list."""

    FALSIFIED = "falsified", _("Facts were misrepresented, falsified or left out")
    NOT_QUALIFIED = "not_qualified", _("A requirement is no longer met")
    UNREACHABLE = "unreachable", _("The person could not be reached")
    DECLINED = "declined", _("Several positions were declined")
    RULE = "rule", _("Another cause that the Civil Service Rules name")


class VacancyState(TextChoices):
    OPEN = "open", "Open"
    FILLED = "filled", "Filled"
    CANCELLED = "cancelled", "Cancelled"


class InterviewListState(TextChoices):
    ISSUED = "issued", "Issued"
    CLOSED = "closed", "Closed"


class DispositionKind(TextChoices):
    CONTACTED = "contacted", "Contacted"
    NO_REPLY = "no_reply", "No reply"
    DECLINED = "declined", "Declined the interview"
    INTERVIEW_SET = "interview_set", "Interview set"
    NO_SHOW = "no_show", "Did not come to the interview"
    INTERVIEWED = "interviewed", "Interviewed"
    SELECTED = "selected", "Selected"
    NOT_SELECTED = "not_selected", "Not selected"
    WITHDREW = "withdrew", "Withdrew"
    UNFILLED = "unfilled", "Position left unfilled"


class InterviewOfferState(TextChoices):
    """Where a name stands that was offered an interview."""

    OFFERED = "offered", _("Time not chosen yet")
    SET = "set", _("Time chosen")
    NO = "no", _("Said no")
    DONE = "done", _("Finished by the department")


class InterviewOfferEvent(TextChoices):
    CHOOSE = "choose", _("Time chosen")
    SAY_NO = "say_no", _("Interview canceled by the candidate")
    CALL_OFF = "call_off", _("Time called off by the department")
    FINISH = "finish", _("Finished by the department")
    REOPEN = "reopen", _("Opened again by the department")


class AccommodationStep(TextChoices):
    """For which step of the way somebody needs something."""

    APPLYING = "applying", _("Filling in the application")
    DOCUMENTS = "documents", _("Sending documents")
    TEST = "test", _("A test, for example typing")
    INTERVIEW = "interview", _("An interview")
    OTHER = "other", _("Something else, or more than one of these")


class AccommodationState(TextChoices):
    WAITING = "waiting", _("Waiting for an answer")
    IN_TOUCH = "in_touch", _("Being worked out")
    ARRANGED = "arranged", _("Arranged")
    NOT_ARRANGED = "not_arranged", _("Could not be arranged")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AccommodationEvent(TextChoices):
    REPLY = "reply", _("Reply or question")
    ARRANGE = "arrange", _("It is arranged")
    DECLINE = "decline", _("It cannot be arranged")
    WITHDRAW = "withdraw", _("Withdrawn by the person")


class NoticeKind(TextChoices):
    RECEIVED = "received", _("We received your application")
    DOCUMENT_REQUEST = "document_request", _("Please send a document")
    DOCUMENT_REFUSED = "document_refused", _("Please send a document again")
    DOCUMENT_FILED = "document_filed", _("We received your document")
    FACTS_REQUESTED = "facts_requested", _("Please tell us something more")
    REQUEST_REMINDER = "request_reminder", _("Please do not forget: we wait for something from you")
    APPLICATION_REVIEW = "application_review", _("Notice of Application Review")
    QUALIFIED = "qualified", _("You meet the minimum requirements")
    LISTED = "listed", _("You are on the eligible list")
    REFERRED = "referred", _("Your name was sent to a hiring department")
    LIST_EXPIRING = "list_expiring", _("Your eligible list ends soon")
    LIST_EXPIRED = "list_expired", _("Your eligible list has ended")
    LIST_EXTENDED = "list_extended", _("Your eligible list was extended")
    LIST_CANCELLED = "list_cancelled", _("Your eligible list ends early")
    LAST_DAY_CHANGED = "last_day_changed", _("The last day of a list you work on changed")
    REMOVAL_PROPOSED = "removal_proposed", _("Please reply: we may take your name off the list")
    REMOVAL_REPLIED = "removal_replied", _("We have your reply about your place on the list")
    REMOVAL_DROPPED = "removal_dropped", _("Your name stays on the eligible list")
    NAME_REMOVED = "name_removed", _("Your name was taken off the eligible list")
    NAME_RESTORED = "name_restored", _("Your name is back on the eligible list")
    CANDIDATE_REMOVED = (
        "candidate_removed",
        _("A candidate on your interview list was taken off the eligible list"),
    )
    LIST_DUE = "list_due", _("Please return an interview list")
    LIST_OVERDUE = "list_overdue", _("An interview list is overdue")
    LIST_ENDS_SOON = "list_ends_soon", _("A list you work on ends soon")
    HIRE_BEFORE_END = "hire_before_end", _("A list for your open vacancy ends soon")
    CORRECTION_RECEIVED = "correction_received", _("We received your correction")
    APPEAL_RECEIVED = "appeal_received", _("We received your appeal")
    APPEAL_GRANTED = "appeal_granted", _("Your appeal was granted")
    APPEAL_UPHELD = "appeal_upheld", _("Your appeal was decided: the finding stands")
    APPEAL_WITHDRAWN = "appeal_withdrawn", _("You took your appeal back")
    PAUSED = "paused", _("Your name rests on the eligible list")
    RETURNED = "returned", _("You are available again")
    LIST_LEFT = "list_left", _("You withdrew from the eligible list")
    WITHDREW = "withdrew", _("You withdrew your application")
    WITHDRAWAL_UNDONE = "withdrawal_undone", _("Your withdrawal was undone")
    CANDIDATE_WITHDREW = "candidate_withdrew", _("A candidate on your interview list withdrew")
    CANDIDATE_RETURNED = "candidate_returned", _("A candidate on your interview list is back")
    SELECTED_ELSEWHERE = "selected_elsewhere", _("A candidate on your list was selected elsewhere")
    NOT_SELECTED = "not_selected", _("You were not selected this time")
    POSITION_UNFILLED = "position_unfilled", _("A position you were considered for will not be filled")
    INTERVIEW_OFFERED = "interview_offered", _("Please choose a time for your interview")
    INTERVIEW_SET = "interview_set", _("Your interview")
    INTERVIEW_REMINDER = "interview_reminder", _("Your interview is soon")
    INTERVIEW_NO = "interview_no", _("You canceled your interview")
    INTERVIEW_CALLED_OFF = "interview_called_off", _("Your interview time was called off")
    INTERVIEW_FINISHED = "interview_finished", _("Your interview does not take place")
    CANDIDATE_ANSWERED = "candidate_answered", _("A candidate chose or canceled an interview time")
    PANEL_ASKED = "panel_asked", _("You sit on an interview panel")
    PANEL_REMINDER = "panel_reminder", _("Your interview panel meets soon")
    PANEL_LEFT = "panel_left", _("You no longer sit on an interview panel")
    PANEL_CALLED_OFF = "panel_called_off", _("An interview of your panel was called off")
    OFFER_MADE = "offer_made", _("Please answer our job offer")
    OFFER_REMINDER = "offer_reminder", _("Our job offer ends soon")
    OFFER_ACCEPTED = "offer_accepted", _("You accepted our job offer")
    OFFER_DECLINED = "offer_declined", _("You declined our job offer")
    OFFER_LAPSED = "offer_lapsed", _("Our job offer has ended")
    OFFER_TAKEN_BACK = "offer_taken_back", _("Our job offer was taken back")
    OFFER_ANSWERED = "offer_answered", _("An answer to your job offer")
    OFFER_MOVED = "offer_moved", _("The checks of a candidate moved on")
    PRELIMINARY_NOTICE = "preliminary_notice", _("Please answer before we decide about our offer")
    RECORD_DISPUTED = "record_disputed", _("You have more days to answer")
    FINAL_NOTICE = "final_notice", _("Our final decision about the offer")
    APPOINTED = "appointed", _("You are appointed")
    ACCOMMODATION_NEW = "accommodation_new", _("A request for an accommodation waits")
    ACCOMMODATION_ASKED = "accommodation_asked", _("We have your request for an accommodation")
    ACCOMMODATION_REPLY = "accommodation_reply", _("An answer about your accommodation")
    CONTACT_CHANGED = "contact_changed", _("Your contact details were changed")
