"""The soak sees what grows, and does not take the filling of caches for growth."""

from tests.system.soak import Sample, growth


def run(*megabytes: float, handles: int = 20, more_handles: int = 0) -> list[dict[str, Sample]]:
    """Samples of a web process; `more_handles` are opened with each."""
    return [{"web": Sample(mb, handles + n * more_handles, 8)} for n, mb in enumerate(megabytes)]


def test_what_stays_is_no_growth() -> None:
    assert growth(run(*[300.0] * 30)) == []


def test_caches_may_fill_at_the_start() -> None:
    assert growth(run(*[100.0 + 20 * min(n, 9) for n in range(30)])) == []


def test_memory_that_grows_to_the_end_is_told() -> None:
    assert growth(run(*[300.0 + 10 * n for n in range(30)])) == ["web: megabytes grew from 445 to 545"]


def test_handles_that_are_not_given_back_are_told() -> None:
    assert growth(run(*[300.0] * 30, more_handles=1)) == ["web: handles grew from 34 to 44"]


def test_process_that_was_there_only_for_a_while_does_no_harm() -> None:
    samples = run(*[300.0] * 30)
    samples[3]["child"] = Sample(200.0, 5, 2)
    assert growth(samples) == []
