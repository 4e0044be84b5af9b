"""A mypy plugin: what our middleware and doors make of Django's request.

``request.arrived_at`` is set on every request by ``ArrivalMiddleware``. ``request.user`` is taken for a ``User``: the doors
stand behind ``login_required`` or the admin's own check, and each verb asks ``permissions`` who is asking.
"""

from collections.abc import Callable

from mypy.nodes import MDEF, SymbolTableNode, TypeInfo, Var
from mypy.plugin import AttributeContext, ClassDefContext, Plugin
from mypy.types import AnyType, Instance, Type, TypeOfAny

REQUEST = "django.http.request.HttpRequest"
USER = "screening.models.account.User"


class RequestTypes(Plugin):
    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        return _add_arrival if fullname == REQUEST else None

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        return self._user if fullname == f"{REQUEST}.user" else None

    def _user(self, context: AttributeContext) -> Type:
        found = self.lookup_fully_qualified(USER)
        if found is None or not isinstance(found.node, TypeInfo):
            return context.default_attr_type
        return Instance(found.node, [])


def _add_arrival(context: ClassDefContext) -> None:
    arrival = Var("arrived_at", AnyType(TypeOfAny.explicit))
    arrival.info = context.cls.info
    context.cls.info.names["arrived_at"] = SymbolTableNode(MDEF, arrival)


def plugin(version: str) -> type[Plugin]:
    return RequestTypes
