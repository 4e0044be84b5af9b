"""People who sign in, and which doors stand open to them."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from screening.enums import Language, Role


class Accounts(BaseUserManager["User"]):
    """Makes accounts that are known by their e-mail address alone."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})
        RoleAssignment.objects.create(user=user, role=Role.SYSTEM_ADMINISTRATOR)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person with an e-mail address. Everyone may apply; staff doors open by ``RoleAssignment`` only."""

    username = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", max_length=254, unique=True)
    first_name = models.CharField("given names", max_length=120, blank=True)
    last_name = models.CharField("family names", max_length=120, blank=True)
    return_to = models.CharField(
        max_length=200,
        blank=True,
        help_text="Where a new person came from, until their address is confirmed.",
    )

    language = models.CharField(max_length=2, choices=Language.choices, blank=True)
    """The language of their pages and notices; empty until they first choose or sign up."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[Accounts] = Accounts()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class RoleAssignment(models.Model):
    """A role a person holds: a manager in one department, an analyst on one posting, others citywide."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=24, choices=Role.choices)
    department = models.ForeignKey("postings.Department", null=True, blank=True, on_delete=models.PROTECT)
    posting = models.ForeignKey("postings.Posting", null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["user_id", "role"]
        constraints = [
            models.CheckConstraint(
                name="role_has_its_scope",
                condition=(
                    Q(role=Role.HIRING_MANAGER, department__isnull=False, posting__isnull=True)
                    | Q(role=Role.ANALYST, department__isnull=True, posting__isnull=False)
                    | (
                        ~Q(role__in=[Role.HIRING_MANAGER, Role.ANALYST])
                        & Q(department__isnull=True, posting__isnull=True)
                    )
                ),
                violation_error_message=(
                    "A hiring manager needs a department, an analyst a posting; the other roles need neither."
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "department", "posting"],
                name="role_held_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        scope = self.department or self.posting
        return f"{self.get_role_display()}" + (f", {scope}" if scope else "")
