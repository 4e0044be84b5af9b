"""Which applications a person keeps out of."""

from screening.models import Recusal, User


def recused_from(user: User) -> frozenset[int]:
    """The applications that a person keeps out of for a conflict of interest, read once a request object."""
    if "_recused" not in user.__dict__:
        rows = Recusal.objects.filter(person=user).values_list("application_id", flat=True)
        user.__dict__["_recused"] = frozenset(rows)
    return user.__dict__["_recused"]


def forget_recusals(user: User) -> None:
    """The next question reads them again."""
    user.__dict__.pop("_recused", None)
