"""An interview list about to be issued, the filters it may ask for, and how an issued one reads."""

from tests.factories_eligible_list import make_class_posting, make_list, make_names
from tests.factories_hiring import make_manager, make_vacancy

PHONE = {"kind": "answer", "subject": "phone_system", "accepts": ["yes"]}
SOFTWARE = {"kind": "answer", "subject": "software", "accepts": ["sap"]}
CALLS = {"kind": "answer", "subject": "calls_a_day", "at_least": 40}
BILLING = {"kind": "duty", "subject": "billing_inquiries", "accepts": ["done"]}
POINTS = {"kind": "points", "subject": "", "at_least": 10}


def scene(*names):
    manager, posting = make_manager(), make_class_posting()
    eligible_list = make_list(posting)
    make_names(eligible_list, *names)
    return manager, make_vacancy(manager, posting.job_class, positions=2), eligible_list


def sent(issued):
    return [
        (one.order, one.entry.application.name)
        for one in issued.referrals.select_related("entry__application")
    ]


def why(issued):
    by_pk = {
        entry.pk: entry.application.name
        for entry in issued.eligible_list.entries.select_related("application")
    }
    return [(by_pk[one["entry"]], one["in"], one["why"]) for one in issued.considered]
