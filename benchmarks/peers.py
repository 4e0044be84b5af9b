"""The same Boolean question of one job, asked by others: does it qualify as the posting's customer service experience?

None of them counts anything, knows an unknown answer, or explains itself beyond its trace.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from benchmarks.synthetic import FUNCTIONS

Duties = Mapping[str, str]

_TWO_FUNCTIONS: Final = "({}) >= 2"


def by_hand(duties: Duties) -> bool:
    """As one would write it for this posting alone."""
    get = duties.get
    if get("high_volume_section") != "yes" or get("strictly_customer_service") != "yes":
        return False
    functions = 0
    for function in FUNCTIONS:
        functions += get(function) == "primary"
    if functions >= 2:
        return True
    if get("retail_or_general_contact") == "yes":
        return False
    return get("remittance_centralized_billing") == "yes" or (
        get("call_center_inbound") == "yes" and get("call_center_outbound") == "yes"
    )


def json_logic_rule() -> Callable[[Duties], Any]:
    """The question as JSON-logic data, run by the library."""
    from json_logic import jsonLogic

    def answered(tag: str, value: str = "yes") -> dict[str, Any]:
        return {"==": [{"var": tag}, value]}

    two = {">=": [{"+": [{"if": [answered(tag, "primary"), 1, 0]} for tag in FUNCTIONS]}, 2]}
    calls = {"and": [answered("call_center_inbound"), answered("call_center_outbound")]}
    rule = {
        "and": [
            answered("high_volume_section"),
            answered("strictly_customer_service"),
            {"or": [calls, answered("remittance_centralized_billing"), two]},
            {"or": [{"!=": [{"var": "retail_or_general_contact"}, "yes"]}, two]},
        ]
    }
    return lambda duties: jsonLogic(rule, duties)


def zen_decision() -> Any:
    """A decision graph over the duties of one job."""
    two = _two_functions("")
    qualifies = _qualifies("", "$.two_functions")
    return _graph([("two_functions", two), ("qualifies", qualifies)])


def zen_decision_of_all_jobs() -> Any:
    """A decision graph over all jobs of an applicant in one call."""
    return _graph([("qualifying", f"map(jobs, {_qualifies('#.duties.', _two_functions('#.duties.'))})")])


def _two_functions(prefix: str) -> str:
    return _TWO_FUNCTIONS.format(" + ".join(f"({prefix}{tag} == 'primary' ? 1 : 0)" for tag in FUNCTIONS))


def _qualifies(prefix: str, two: str) -> str:
    return (
        f"{prefix}high_volume_section == 'yes' and {prefix}strictly_customer_service == 'yes' and "
        f"(({prefix}call_center_inbound == 'yes' and {prefix}call_center_outbound == 'yes') or "
        f"{prefix}remittance_centralized_billing == 'yes' or ({two})) and "
        f"({prefix}retail_or_general_contact != 'yes' or ({two}))"
    )


def _graph(expressions: list[tuple[str, str]]) -> Any:
    import zen

    kinds = {"in": "inputNode", "qualifies": "expressionNode", "out": "outputNode"}
    nodes = [
        {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}} for name, kind in kinds.items()
    ]
    nodes[1]["content"] = {
        "expressions": [{"id": key, "key": key, "value": value} for key, value in expressions]
    }
    edges = [
        {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
        for source, target in (("in", "qualifies"), ("qualifies", "out"))
    ]
    return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
