"""Who hires, and for which class of work."""

from django.db import models

from postings.models.names import in_language_in_force


class Department(models.Model):
    """A city department: it has vacancies, and its hiring managers see only their own."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120, unique=True)
    translations = models.JSONField(default=dict, blank=True, help_text="By language: the name.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return in_language_in_force(self.name, self.translations)


class JobClass(models.Model):
    """A civil-service class: people compete for a class and are certified to vacancies in it."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    translations = models.JSONField(default=dict, blank=True, help_text="By language: the title.")

    class Meta:
        ordering = ["title"]
        verbose_name = "class"
        verbose_name_plural = "classes"

    def __str__(self) -> str:
        return in_language_in_force(self.title, self.translations)
