"""Finding a job among postings: by words, class, department, and when it closes."""

from datetime import datetime, timedelta
from string import punctuation

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db.models import F, Func, IntegerField, Q, QuerySet
from django.db.models.fields.json import KeyTransform
from django.db.models.lookups import Exact

from postings.city_time import city_day, end_of_day
from postings.domain.spoken import language_in_force
from postings.enums import Closing
from postings.models import Posting, PostingRevision

CONFIG = "english"
CONFIGS = {"es": "spanish"}
"""How the words of another language are stemmed."""
MOST_WORDS = 8
# What the index postings_revision_words holds: the texts of the sections, without their names.
WORDS_OF_THE_TEXT = Func(
    F("sections"), template=f"to_tsvector('{CONFIG}', %(expressions)s)", output_field=SearchVectorField()
)


def with_words(postings: QuerySet[Posting], words: str) -> QuerySet[Posting]:
    """Postings in which every word stands: in the title, the class, the department, or anywhere in the current text.

    Words of the text are compared by their stem ('calls' finds 'call'), names also in part ('repre' finds
    'Representative'). Little words such as 'of' leave nothing out. Beyond eight words the rest is not looked for.
    """
    for word in [bare for each in words.split() if (bare := each.strip(punctuation))][:MOST_WORDS]:
        query = SearchQuery(word, search_type="plain", config=CONFIG)
        texts = PostingRevision.objects.alias(words=WORDS_OF_THE_TEXT).filter(words=query)
        says_nothing = Exact(Func(query, function="numnode", output_field=IntegerField()), 0)
        postings = postings.filter(
            _in_language_in_force(word)
            | Q(title__icontains=word)
            | Q(job_class__title__icontains=word)
            | Q(department__name__icontains=word)
            | Q(current_revision__in=texts.values("pk"))
            | Q(says_nothing)
        )
    return postings


def _in_language_in_force(word: str) -> Q:
    """Whether a name or the text has the word in the language that is spoken; nothing more where that is the record's."""
    language = language_in_force()
    config = CONFIGS.get(language)
    if config is None:
        return Q()
    query = SearchQuery(word, search_type="plain", config=config)
    words = SearchVector(KeyTransform(language, "translations"), config=config)
    texts = (
        PostingRevision.objects.filter(translations__has_key=language).alias(said=words).filter(said=query)
    )
    return (
        Q(**{f"translations__{language}__icontains": word})
        | Q(**{f"job_class__translations__{language}__icontains": word})
        | Q(**{f"department__translations__{language}__icontains": word})
        | Q(current_revision__in=texts.values("pk"))
    )


def closing(postings: QuerySet[Posting], when: str, *, at: datetime) -> QuerySet[Posting]:
    """Postings that close within so many of the city's days, or the continuous ones; all of them for anything else."""
    if when == Closing.CONTINUOUS:
        return postings.filter(closes_at__isnull=True)
    days = {Closing.WEEK: 7, Closing.MONTH: 30}.get(Closing(when)) if when in Closing.values else None
    if days is None:
        return postings
    return postings.filter(closes_at__lte=end_of_day(city_day(at) + timedelta(days=days)))
