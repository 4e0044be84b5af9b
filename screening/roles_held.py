"""Which roles a person holds, and where."""

from screening.enums import Role
from screening.models import User


def roles_of(user: User) -> frozenset[tuple[str, int | None, int | None]]:
    """(role, department id, posting id) of a person, read once a request object."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if "_roles" not in user.__dict__:
        user.__dict__["_roles"] = frozenset(user.roles.values_list("role", "department_id", "posting_id"))
    return user.__dict__["_roles"]


def holds(user: User, *roles: Role) -> bool:
    return any(role in roles for role, _, _ in roles_of(user))


def departments_of(user: User) -> set[int]:
    return {dept for role, dept, _ in roles_of(user) if role == Role.HIRING_MANAGER and dept is not None}


def postings_of(user: User) -> set[int]:
    return {post for role, _, post in roles_of(user) if role == Role.ANALYST and post is not None}
