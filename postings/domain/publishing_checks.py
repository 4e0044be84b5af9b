"""What keeps a revision from being published, each in one sentence that says what to do."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from postings.domain.queries import points_plan, requirements_document
from postings.domain.spoken import texts_of
from postings.minimum_requirements import (
    ExampleResult,
    Requirements,
    RequirementsError,
    check_plan,
    compile_requirements,
    run_worked_examples,
    uncited_sentences,
    uncovered_branches,
)
from postings.models import PostingRevision


def publishing_problems(revision: PostingRevision) -> list[str]:
    """Nothing where the revision may be published."""
    problems = problems_of(
        requirements_document(revision),
        plan=points_plan(revision),
        examples=revision.worked_examples,
        sentences=revision.requirement_sentences,
    )
    return problems + untranslated(texts_of(revision), revision.translations)


def untranslated(texts: list[str], translations: Mapping[str, Mapping[str, str]]) -> list[str]:
    """A language is whole or absent: nobody should read half of a posting in another language."""
    names = dict(settings.LANGUAGES)
    found = []
    for language, catalogue in translations.items():
        lacking = [text for text in texts if not catalogue.get(text)]
        if lacking:
            found.append(
                f"{names[language]}: {len(lacking)} of {len(texts)} texts are missing, the first: “{lacking[0][:80]}”. "
                "Translate them, or take the language out as a whole."
            )
    return found


def problems_of(
    document: Mapping[str, Any],
    *,
    plan: list[dict[str, Any]],
    examples: list[dict[str, Any]],
    sentences: list[str],
) -> list[str]:
    """What keeps these requirements from being published with these examples and sentences."""
    try:
        requirements = compile_requirements(document)
        check_plan(plan, requirements.vocabulary)
    except RequirementsError as error:
        return [str(problem) for problem in error.problems]
    return [
        *_failing(run_worked_examples(requirements, examples)),
        *_not_covered(examples, requirements),
        *_not_cited(sentences, requirements),
    ]


def example_results(revision: PostingRevision, requirements: Requirements) -> list[ExampleResult]:
    """How each worked example of the revision comes out."""
    return run_worked_examples(requirements, revision.worked_examples)


def _failing(results: list[ExampleResult]) -> list[str]:
    return [
        f"Worked example '{result.id}' does not come out as expected: {'; '.join(result.differences)}. "
        "Correct the example or the requirements."
        for result in results
        if not result.ok
    ]


def _not_covered(examples: list[dict[str, Any]], requirements: Requirements) -> list[str]:
    branches = uncovered_branches(requirements, examples)
    return [f"{branch}. Add a worked example that shows it." for branch in branches]


def _not_cited(named: list[str], requirements: Requirements) -> list[str]:
    if not named:
        return [
            "No sentence of the requirements is named. List each sentence of the posting's requirements "
            "under 'requirement_sentences'."
        ]
    sentences = uncited_sentences(requirements, named)
    return [
        f"No node of the requirements cites this sentence: “{sentence}” Add it as 'cite' to the node that stands for it."
        for sentence in sentences
    ]
