"""Small changes tried on all processors at once, each in a process of its own that knows the protocol.

Over plain pipes: Python's own pool keeps a thread that can complain, or never end, after Ctrl-C.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait

from backcheck.errors import BackcheckError
from backcheck.protocol import Protocol
from backcheck.verify.circuit import Circuit
from backcheck.verify.mutation.mutants import Mutant, mutants
from backcheck.verify.mutation.trial import Lab, Trial, Witness
from backcheck.verify.solver import Search

FEW = 60
"""So few changes are tried here: starting helpers would take longer."""


class HelperLostError(BackcheckError):
    """A helper process ended before its work was done."""


def tried(protocol: Protocol, witnesses: Sequence[Witness], chosen: Sequence[Mutant]) -> Iterator[Trial]:
    """Give what came of each change, in the order in which they are done. Raises MissingExtraError before any work."""
    Search(Circuit()).close()
    jobs = min(processors(), len(chosen))
    if jobs < 2 or len(chosen) <= FEW:  # noqa: PLR2004  one alone needs no helpers
        lab = Lab(protocol, witnesses)
        yield from (lab.tried(mutant) for mutant in chosen)
        return
    with _helpers(jobs) as helpers:
        try:
            for helper in helpers:
                helper.send((protocol, witnesses))
            yield from _shared_out([mutant.id for mutant in chosen], helpers)
        except (EOFError, OSError):
            message = "A helper process ended before its work was done, perhaps for lack of memory. Please try again."
            raise HelperLostError(message) from None


def processors() -> int:
    """Give how many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _shared_out(names: Sequence[str], helpers: Sequence[Connection]) -> Iterator[Trial]:
    """Give each helper the next change as soon as it is done with one; there is at least one for each."""
    left = list(reversed(names))
    busy = list(helpers)
    for helper in busy:
        helper.send(left.pop())
    while busy:
        ready = wait(busy)
        for helper in [one for one in busy if one in ready]:
            came: Trial | Exception = helper.recv()
            if isinstance(came, Exception):
                raise came
            if left:
                helper.send(left.pop())
            else:
                busy.remove(helper)
            yield came


@contextmanager
def _helpers(jobs: int) -> Iterator[Sequence[Connection]]:
    """Give a line to each helper process; at the end, also after Ctrl-C, nobody waits for what is still at work."""
    # Not forked: a process with a progress bar has threads, and those do not survive a fork.
    context = multiprocessing.get_context("spawn")
    lines, processes = [], []
    try:
        with _born_deaf_to_ctrl_c():
            for _ in range(jobs):
                here, there = context.Pipe()
                process = context.Process(target=_help, args=(there,), daemon=True)
                process.start()
                processes.append(process)
                there.close()
                lines.append(here)
        yield lines
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()


def _help(front: Connection) -> None:
    """Take a protocol and witnesses, then try what the program in front names until it is gone.

    They come over the line, not with the start: to a helper that dies at once, Python would go on handing them forever.
    What goes wrong here is told in front.
    """
    with suppress(EOFError, OSError):
        try:
            protocol, witnesses = front.recv()
            lab, known = Lab(protocol, witnesses), {mutant.id: mutant for mutant in mutants(protocol)}
            while True:
                front.send(lab.tried(known[front.recv()]))
        except (EOFError, OSError):
            raise
        except Exception as wrong:  # noqa: BLE001  the program in front knows how to tell it
            front.send(wrong)


@contextmanager
def _born_deaf_to_ctrl_c() -> Iterator[None]:
    """Start helpers that Ctrl-C does not reach: it would fill the screen. The program in front hears it, and ends them.

    What is pressed meanwhile is heard right after.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Python's own helper of helpers first, since in some versions its start lets Ctrl-C through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
