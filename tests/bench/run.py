"""`make bench`: speed, as ratios of one run. Prints one line a figure."""

import sys

from tests.bench import quizzes, reading


def main() -> int:
    for name, value in reading.ratios().items():
        print(f"time over nlp(), {name}: {value:.3f}", flush=True)
    bare, full = reading.words_per_second()
    print(
        f"words a second: bare nlp() {bare:.0f}, all reading {full:.0f}, share {full / bare:.2f}", flush=True
    )
    print(
        f"stored annotation loaded over parsed: {reading.stored_over_parsed():.0f} times faster", flush=True
    )
    print(f"whole quiz over nlp() of its article, median: {quizzes.ratio():.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
