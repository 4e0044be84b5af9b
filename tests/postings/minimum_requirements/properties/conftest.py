"""How long the property tests look: the same examples every time, or (``THOROUGH=1``) many new ones."""

import os

from hypothesis import HealthCheck, settings

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
settings.register_profile(
    "repeatable",
    max_examples=200,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=QUIET,
)
settings.register_profile(
    "thorough", max_examples=5_000, deadline=None, database=None, print_blob=True, suppress_health_check=QUIET
)
settings.load_profile("thorough" if os.environ.get("THOROUGH") else "repeatable")
