"""The postings' room behind the analysts' door: who may look at which, by the one map of permissions."""

from postings.admin import register
from postings.admin.door import Door
from screening.admin.site import personnel_site
from screening.domain.queries import postings_for
from screening.permissions import may

register(
    personnel_site,
    Door(may_look=lambda user: may(user, "read_pools"), postings_for=postings_for, may=may),
)
