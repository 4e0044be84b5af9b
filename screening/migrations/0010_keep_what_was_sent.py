"""Applications that were sent before copies were kept get theirs from the draft, which nobody could change since."""

import hashlib

from django.db import migrations

from postings.minimum_requirements import canonical_json
from screening.readable_code import new_code

STATEMENT = (
    "I certify that everything I say in this application is true and complete. I understand that misrepresentation, "
    "falsification or omission of pertinent facts may be cause for disqualification or termination of employment."
)


def keep(apps, schema_editor):
    Submission = apps.get_model("screening", "Submission")
    SentCopy = apps.get_model("screening", "SentCopy")
    rows = Submission.objects.filter(number=1, sent_copy=None).select_related("application__posting")
    for submission in rows.iterator(chunk_size=500):
        application = submission.application
        content = {
            "receipt": application.receipt,
            "sent_at": submission.made_at.isoformat(),
            "posting": application.posting.title,
            "revision": submission.revision_id,
            "certified_name": submission.certified_name,
            "statement": STATEMENT,
            "language": "en",
            "sections": {row.section: row.content for row in application.sections.all()},
            "documents": [
                {
                    "kind": paper.kind,
                    "job_key": paper.job_key,
                    "original_name": paper.original_name,
                    "size": paper.size,
                    "sha256": paper.sha256,
                }
                for paper in application.documents.filter(received_at__lte=submission.made_at).order_by("pk")
            ],
        }
        text = canonical_json(content).decode()
        SentCopy.objects.create(
            submission=submission,
            content=text,
            content_sha256=hashlib.sha256(text.encode()).hexdigest(),
            code=new_code(),
            made_at=submission.made_at,
        )


class Migration(migrations.Migration):
    dependencies = [("screening", "0009_sent_copies")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
