"""Students who answer as fast as they can, in a process of their own: what is measured is the server.

`python -m tests.bench.load` reads a `Load` as JSON from standard input and writes a `Done` to its output.
"""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from http.client import HTTPConnection


@dataclass(frozen=True)
class Load:
    """What to send.

    Attributes:
        targets: Pairs of path and bearer token; each connection takes them in turn.
        connections: Kept open, each with one request at a time.
        seconds: How long, for as many requests as get through; or
        rounds: once to each target so many times, where it is above 0; or
        rate: so many requests a second for `seconds`, each at its planned moment whether or not the ones
            before were answered (an open loop), where it is above 0.
    """

    port: int
    targets: list[tuple[str, str]]
    connections: int
    seconds: float = 0.0
    rounds: int = 0
    rate: float = 0.0


@dataclass(frozen=True)
class Done:
    """What came of it: `times` are the seconds of each request, of an open loop from its planned moment."""

    times: list[float]
    refused: int
    seconds: float

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds


def run(load: Load) -> Done:
    """Run the load in a process of its own.

    Raises:
        RuntimeError: It could not be run.
    """
    command = [sys.executable, "-m", "tests.bench.load"]
    done = subprocess.run(command, input=json.dumps(asdict(load)).encode(), capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-2000:])
    return Done(**json.loads(done.stdout))


def _answer(connection: HTTPConnection, path: str, token: str, seq: int) -> bool:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    body = f'{{"answer": {"true" if seq % 2 else "false"}, "client_seq": {seq}}}'
    connection.request("PUT", path, body, headers)
    answer = connection.getresponse()
    told = answer.read()
    return answer.status == 200 and b'"ignored":true' not in told


def _work(load: Load, number: int, times: list[float], refused: list[int]) -> None:
    connection = HTTPConnection("127.0.0.1", load.port, timeout=120)
    own = load.targets[number :: load.connections]
    started, sent, seq = time.perf_counter(), 0, _first_seq()
    while True:
        if load.rate:
            planned = (number + sent * load.connections) / load.rate
            if planned >= load.seconds:
                return
            time.sleep(max(0.0, started + planned - time.perf_counter()))
            begun = started + planned
        elif _is_over(load, sent, len(own), time.perf_counter() - started):
            return
        else:
            begun = time.perf_counter()
        path, token = own[sent % len(own)]
        sent += 1
        if not _answer(connection, path, token, seq + sent):
            refused.append(1)
        times.append(time.perf_counter() - begun)


def _first_seq() -> int:
    """Above those of every load before on the same answers: older ones would be ignored, not written."""
    return int(time.time() * 100) % 2**30


def _is_over(load: Load, sent: int, targets: int, seconds: float) -> bool:
    return sent >= load.rounds * targets if load.rounds else seconds >= load.seconds


def main() -> None:
    load = Load(**json.load(sys.stdin))
    times: list[float] = []
    refused: list[int] = []
    started = time.perf_counter()
    with ThreadPoolExecutor(load.connections) as pool:
        working = [pool.submit(_work, load, number, times, refused) for number in range(load.connections)]
    for one in working:
        one.result()  # a connection that broke off fails the whole
    json.dump(asdict(Done(times, len(refused), time.perf_counter() - started)), sys.stdout)


if __name__ == "__main__":
    main()
