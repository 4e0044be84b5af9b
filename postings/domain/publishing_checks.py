"""What keeps a revision from being published, each in one sentence that says what to do."""

from postings.domain.queries import points_plan, requirements_document
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
    try:
        requirements = compile_requirements(requirements_document(revision))
        check_plan(points_plan(revision), requirements.vocabulary)
    except RequirementsError as error:
        return [str(problem) for problem in error.problems]
    return [
        *_failing(example_results(revision, requirements)),
        *_not_covered(revision, requirements),
        *_not_cited(revision, requirements),
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


def _not_covered(revision: PostingRevision, requirements: Requirements) -> list[str]:
    branches = uncovered_branches(requirements, revision.worked_examples)
    return [f"{branch}. Add a worked example that shows it." for branch in branches]


def _not_cited(revision: PostingRevision, requirements: Requirements) -> list[str]:
    if not revision.requirement_sentences:
        return [
            "No sentence of the requirements is named. List each sentence of the posting's requirements "
            "under 'requirement_sentences'."
        ]
    sentences = uncited_sentences(requirements, revision.requirement_sentences)
    return [
        f"No node of the requirements cites this sentence: “{sentence}” Add it as 'cite' to the node that stands for it."
        for sentence in sentences
    ]
