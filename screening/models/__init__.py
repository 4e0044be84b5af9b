from screening.models.accommodation import AccommodationReply, AccommodationRequest
from screening.models.account import RoleAssignment, User
from screening.models.api_token import ApiToken
from screening.models.appeal import Appeal, AppealAttachment
from screening.models.application import Application, DraftSection, Submission
from screening.models.contact import ContactChange, ContactDetails
from screening.models.document import (
    CoverSheet,
    Document,
    DocumentInspection,
    DocumentRequest,
    DocumentReview,
)
from screening.models.dossier import Dossier
from screening.models.duplicate import DuplicateAnswer, DuplicateKey, DuplicatePair, DuplicateReading
from screening.models.eligible_list import EligibleList, EligibleListEntry, EligibleListExpiry, LastDayChange
from screening.models.evaluation import Decision, Evaluation, EvaluationFailure, EvaluationRun
from screening.models.examination_score import ExaminationScore, ScoreImport
from screening.models.fact_import import FactImport
from screening.models.fact_request import FactRequest
from screening.models.history import History, HistorySeal
from screening.models.interest import InterestCard, InterestTold
from screening.models.interview_booking import InterviewBooking, InterviewOffer
from screening.models.interview_list import (
    Disposition,
    InterviewList,
    Referral,
    Selection,
    Vacancy,
)
from screening.models.interview_score import InterviewQuestion, InterviewScore, ScoreSheet
from screening.models.interview_slot import InterviewSlot, SlotPanelist
from screening.models.letter import Letter
from screening.models.notice import Notice
from screening.models.offer import (
    Appointment,
    AppointmentDelivery,
    FairChanceStep,
    Offer,
    OfferCheck,
    OfferCheckResult,
)
from screening.models.pool_export import PoolExport
from screening.models.pool_file import PoolFile
from screening.models.recusal import Recusal
from screening.models.reevaluation import Reevaluation, ReturnedDecision, StagedEvaluation
from screening.models.removal import NameRemoval
from screening.models.retention import LegalHold, RecordsDeletion
from screening.models.saved_filter import SavedFilter
from screening.models.scan import Scan, ScanPage, ScanPart
from screening.models.second_look import SecondLook, SecondLookDraw
from screening.models.selection_figures import SelectionFigures
from screening.models.sent_copy import IssuedPdf, SentCopy
from screening.models.settled_fact import SettledFact
from screening.models.standing_change import StandingChange
from screening.models.survey import SurveyAnswers
from screening.models.veterans_credit import VeteransCredit
from screening.models.what_if import WhatIf, WhatIfRow

__all__ = [
    "AccommodationReply",
    "AccommodationRequest",
    "ApiToken",
    "Appeal",
    "AppealAttachment",
    "Application",
    "Appointment",
    "AppointmentDelivery",
    "ContactChange",
    "ContactDetails",
    "CoverSheet",
    "Decision",
    "Disposition",
    "Document",
    "DocumentInspection",
    "DocumentRequest",
    "DocumentReview",
    "Dossier",
    "DraftSection",
    "DuplicateAnswer",
    "DuplicateKey",
    "DuplicatePair",
    "DuplicateReading",
    "EligibleList",
    "EligibleListEntry",
    "EligibleListExpiry",
    "Evaluation",
    "EvaluationFailure",
    "EvaluationRun",
    "ExaminationScore",
    "FactImport",
    "FactRequest",
    "FairChanceStep",
    "History",
    "HistorySeal",
    "InterestCard",
    "InterestTold",
    "InterviewBooking",
    "InterviewList",
    "InterviewOffer",
    "InterviewQuestion",
    "InterviewScore",
    "InterviewSlot",
    "IssuedPdf",
    "LastDayChange",
    "LegalHold",
    "Letter",
    "NameRemoval",
    "Notice",
    "Offer",
    "OfferCheck",
    "OfferCheckResult",
    "PoolExport",
    "PoolFile",
    "RecordsDeletion",
    "Recusal",
    "Reevaluation",
    "Referral",
    "ReturnedDecision",
    "RoleAssignment",
    "SavedFilter",
    "Scan",
    "ScanPage",
    "ScanPart",
    "ScoreImport",
    "ScoreSheet",
    "SecondLook",
    "SecondLookDraw",
    "Selection",
    "SelectionFigures",
    "SentCopy",
    "SettledFact",
    "SlotPanelist",
    "StagedEvaluation",
    "StandingChange",
    "Submission",
    "SurveyAnswers",
    "User",
    "Vacancy",
    "VeteransCredit",
    "WhatIf",
    "WhatIfRow",
]
