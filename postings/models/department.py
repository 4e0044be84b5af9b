"""Who hires, and for which class of work."""

from django.db import models


class Department(models.Model):
    """A city department: it has vacancies, and its hiring managers see only their own."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class JobClass(models.Model):
    """A civil-service class: people compete for a class and are certified to vacancies in it."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)

    class Meta:
        ordering = ["title"]
        verbose_name = "class"
        verbose_name_plural = "classes"

    def __str__(self) -> str:
        return self.title
