"""What somebody fills in who stages a re-evaluation, or looks at a decision that one contradicts."""

from django import forms

from screening.forms.review import needed


class StageForm(forms.Form):
    use_required_attribute = False
    why = forms.CharField(
        label="Why the pool is evaluated again",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever publishes it reads this. So do the auditors.",
        error_messages=needed("Say why the pool is evaluated again."),
    )


class ReturnedForm(forms.Form):
    use_required_attribute = False
    do = forms.ChoiceField(
        label="What becomes of the decision",
        choices=[("keep", "Keep the decision"), ("follow", "Decide as the rules find now")],
        widget=forms.RadioSelect,
        error_messages=needed("Choose what becomes of the decision."),
    )
    note = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=needed("Say why."),
    )
