"""The firm, its people, and the history of deeds."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from joinery.lib.records import OnlyAdded, Privacy, Record, Versioned


class Role(models.TextChoices):
    SELLER = "seller", "Seller"
    MANAGER = "manager", "Manager"
    DELIVERY = "delivery", "Delivery"
    ADMIN = "admin", "Administrator"


class Picture(Record):
    """A small picture for pages: a face, the firm's mark. Drawn anew from what was sent: nothing hides in it."""

    content = models.BinaryField()
    kind = models.CharField(max_length=20)  # image/png, image/webp
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="made_at", personal="content", public="kind width height")

    def __str__(self) -> str:
        return f"{self.width} by {self.height}"


class Firm(Versioned):
    """The one firm that this house belongs to."""

    name = models.CharField(max_length=120)
    trade = models.CharField(max_length=120, blank=True)
    address = models.TextField(blank=True)
    zone = models.CharField(max_length=60, default="Europe/Berlin")
    currency = models.CharField(max_length=3, default="EUR")
    mail_domain = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=10, blank=True)  # whose holidays are days off: "NL", "DE-BY"
    days_off = models.JSONField(default=list, blank=True)  # and the firm's own, as ISO dates
    consent_wording = models.TextField(
        default="We would like to record this call, so that nothing you say is lost. May we? "
        "You can say no, now or later."
    )
    logo = models.ForeignKey(Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    accent = models.CharField(max_length=7, blank=True)  # #1f4fa3, by day
    accent_dark = models.CharField(max_length=7, blank=True)  # by lamplight
    is_demo = models.BooleanField(default=False)
    set_up_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(
        public="name trade address zone currency mail_domain place days_off logo accent accent_dark is_demo set_up_at",
        shared="consent_wording",
    )

    def __str__(self) -> str:
        return self.name


class Team(Record):
    name = models.CharField(max_length=80, unique=True)
    privacy: ClassVar[Privacy] = Privacy(internal="name")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **more: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **more)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **more: Any) -> User:
        return self.create_user(email, password, **{"role": Role.ADMIN, "is_superuser": True, **more})


class User(AbstractBaseUser, PermissionsMixin, Record):
    """One of us."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.SELLER)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    zone = models.CharField(max_length=60, blank=True)
    photo = models.ForeignKey(Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    privacy: ClassVar[Privacy] = Privacy(
        internal="password last_login is_superuser groups user_permissions role team zone is_active joined_at",
        shared="name title email phone photo",
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def is_staff(self) -> bool:
        return self.is_active and self.role == Role.ADMIN

    @property
    def is_manager(self) -> bool:
        return self.role in (Role.MANAGER, Role.ADMIN)


class Deed(OnlyAdded):
    """What somebody did: who, when, what to which record. Rows are only ever added."""

    at = models.DateTimeField(db_index=True)
    by_kind = models.CharField(max_length=10)  # user, guest, program
    by_id = models.CharField(max_length=18, blank=True)
    by_name = models.CharField(max_length=120)
    verb = models.CharField(max_length=60)  # plan_call, confirm_line: the action's name
    about = models.CharField(max_length=40)  # the model's name
    about_id = models.CharField(max_length=18)
    company_id = models.BigIntegerField(null=True, blank=True)
    says = models.TextField()  # one sentence for the timeline
    changes = models.JSONField(default=dict)  # {field: [before, after]}
    privacy: ClassVar[Privacy] = Privacy(
        public="id", internal="at by_kind by_id by_name verb about about_id company_id says changes"
    )

    class Meta:
        ordering = ("-at", "-id")
        indexes = [
            models.Index(fields=["company_id", "-at"], name="deed_of_company"),
            models.Index(fields=["about", "about_id"], name="deed_about"),
        ]

    def __str__(self) -> str:
        return self.says

    def delete(self, *args: Any, **more: Any) -> Any:
        raise TypeError("A deed is never deleted.")


class ApiKey(Record):
    """A key for a program. Only its hash is kept; it may do what its owner may, within its scopes."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=8)  # its first letters, to tell keys apart
    hashed = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=80, default="read")  # words apart by spaces: read write
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(internal="owner name hint hashed scopes made_at last_used_at ended_at")

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.name


class RequestSeen(models.Model):
    """A request of a program that carried an Idempotency-Key, and its answer: sent again, it is answered again."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    hashed = models.CharField(max_length=64)  # of method, address and body
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)
    privacy: ClassVar[Privacy] = Privacy(public="id", internal="owner key hashed status answer at")

    class Meta:
        verbose_name_plural = "requests seen"
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="request_seen_once")]

    def __str__(self) -> str:
        return self.key
