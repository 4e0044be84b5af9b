"""Structured interview questions, the same for everybody of a vacancy, and what each panel member scored on their own."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.models.append_only import AppendOnly
from screening.models.interview_booking import InterviewBooking
from screening.models.interview_list import Vacancy

LOWEST, HIGHEST = 1, 5

_FIXED = """
    IF EXISTS (
        SELECT FROM screening_scoresheet t
        JOIN screening_interviewbooking b ON b.id = t.booking_id
        JOIN screening_interviewslot s ON s.id = b.slot_id
        JOIN screening_interviewlist l ON l.id = s.interview_list_id
        WHERE l.vacancy_id = {row}.vacancy_id
    ) THEN
        RAISE EXCEPTION 'somebody was scored with the questions of vacancy %', {row}.vacancy_id
        USING ERRCODE = 'restrict_violation';
    END IF;
"""
_UNDECIDED = """
    IF EXISTS (
        SELECT FROM screening_disposition d
        JOIN screening_interviewoffer o ON o.referral_id = d.referral_id
        JOIN screening_interviewbooking b ON b.offer_id = o.id
        WHERE b.id = {booking} AND (d.kind IN ('selected', 'not_selected')
          OR (d.kind IN ('no_reply', 'declined', 'no_show', 'withdrew') AND NOT EXISTS (
              SELECT FROM screening_disposition later WHERE later.referral_id = d.referral_id AND later.id > d.id)))
    ) THEN
        RAISE EXCEPTION 'the disposition was made: the scores of interview % are locked', {booking}
        USING ERRCODE = 'restrict_violation';
    END IF;
"""
_ON_THE_PANEL = """
    IF NOT EXISTS (
        SELECT FROM screening_slotpanelist p JOIN screening_interviewbooking b ON b.slot_id = p.slot_id
        WHERE b.id = NEW.booking_id AND b.ended_at IS NULL AND p.member_id = NEW.member_id AND p.released_at IS NULL
    ) THEN
        RAISE EXCEPTION 'person % does not sit on the panel of interview %', NEW.member_id, NEW.booking_id
        USING ERRCODE = 'restrict_violation';
    END IF;
"""

_OF_INTERVIEW = """
    SELECT t.booking_id INTO of_interview FROM screening_scoresheet t WHERE t.id = NEW.sheet_id;
"""


class InterviewQuestion(models.Model):
    """What every candidate of a vacancy is asked, with the same anchors for the scores 1, 3 and 5.

    Once anybody was scored, no question is added, changed or taken away.
    """

    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="interview_questions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    low = models.TextField(help_text="What an answer is like that scores 1.")
    middle = models.TextField(help_text="What an answer is like that scores 3.")
    high = models.TextField(help_text="What an answer is like that scores 5.")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["vacancy_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["vacancy", "number"], name="interview_question_number_once"),
            models.CheckConstraint(
                name="interview_question_is_whole",
                condition=~Q(text="") & ~Q(low="") & ~Q(middle="") & ~Q(high=""),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="fixed_once_scored",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_FIXED.format(row="NEW") + "RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="kept_once_scored",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=_FIXED.format(row="OLD") + "RETURN OLD;",
            ),
            pgtrigger.Protect(name="written_is_frozen", operation=pgtrigger.Update),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class ScoreSheet(AppendOnly):
    """All scores of one panel member for one interview; the newest of a member holds. ``why``: said for a change."""

    booking = models.ForeignKey(InterviewBooking, on_delete=models.PROTECT, related_name="score_sheets")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    why = models.TextField(blank=True)
    entered_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "member", "number"], name="score_sheet_number_once"),
            models.CheckConstraint(name="score_sheet_numbers_begin_at_one", condition=Q(number__gte=1)),
        ]
        triggers = [
            *AppendOnly.Meta.triggers,
            pgtrigger.Trigger(
                name="open_to_the_panel",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_UNDECIDED.format(booking="NEW.booking_id") + _ON_THE_PANEL + "RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"Scores {self.number} of {self.member}"


class InterviewScore(AppendOnly):
    """One score of a sheet, from 1 to 5, with what the member heard."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="scores")
    question = models.ForeignKey(InterviewQuestion, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)

    class Meta(AppendOnly.Meta):
        ordering = ["question__number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "question"], name="score_once_a_question"),
            models.CheckConstraint(
                name="score_from_one_to_five", condition=Q(score__gte=LOWEST, score__lte=HIGHEST)
            ),
        ]
        triggers = [
            *AppendOnly.Meta.triggers,
            pgtrigger.Trigger(
                name="open_to_the_panel",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("of_interview", "bigint")],
                func=_OF_INTERVIEW + _UNDECIDED.format(booking="of_interview") + "RETURN NEW;",
            ),
        ]
