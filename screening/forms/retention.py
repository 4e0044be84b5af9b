"""What is said when records are held, released or deleted."""

from django import forms

from screening.forms.review import needed

VERBS = [(verb, verb) for verb in ("hold", "release", "propose", "agree", "take_back")]


class RetentionForm(forms.Form):
    """Which verb, on which row where there are several, and why; the verb says where a reason is needed."""

    use_required_attribute = False
    verb = forms.ChoiceField(choices=VERBS, error_messages=needed("Choose what to do."))
    row = forms.IntegerField(required=False, min_value=1)
    why = forms.CharField(required=False, max_length=4000)
