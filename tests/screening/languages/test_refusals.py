"""What a person is refused with is said in the language of the page, as whole sentences."""

import pytest
from django.utils.translation import override

from screening.enums import ApplicationEvent, ApplicationState
from screening.errors import MoveNotAllowed
from screening.transitions import target


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "'Facts supplemented' is not possible while the application is 'Draft'. It may have changed since this page "
            "was opened: open it again to see where it stands.",
        ),
        (
            "es",
            "'Datos completados' no es posible mientras la solicitud está en 'Borrador'. Puede haber cambiado desde que "
            "se abrió esta página: ábrala de nuevo para ver cómo está.",
        ),
    ],
)
def test_a_move_that_is_not_possible_is_refused_in_the_language_of_the_page(language, said):
    with override(language), pytest.raises(MoveNotAllowed) as refused:
        target(ApplicationState.DRAFT, ApplicationEvent.SUPPLEMENT)
    assert str(refused.value) == said
