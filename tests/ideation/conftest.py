"""How the domain is tried with input that nobody would think of."""

from hypothesis import HealthCheck, settings

# Examples share the transaction of their test, so the fixtures need not be made anew for each. A failure prints the
# blob that repeats it; nothing is kept between runs.
settings.register_profile(
    "domain",
    database=None,
    deadline=None,
    max_examples=60,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("domain")
