"""Small changes tried on all processors at once, each in a process of its own that knows the protocol."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

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
    """Give what came of each change, in the order in which they are done. Raises SolverMissingError before any work."""
    Search(Circuit()).close()
    jobs = min(processors(), len(chosen))
    if jobs < 2 or len(chosen) <= FEW:  # noqa: PLR2004  one alone needs no helpers
        lab = Lab(protocol, witnesses)
        yield from (lab.tried(mutant) for mutant in chosen)
        return
    # Not forked: a process with a progress bar has threads, and those do not survive a fork.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, context, initializer=_prepare, initargs=(protocol, witnesses))
    try:
        with _born_deaf_to_ctrl_c():
            waiting = [pool.submit(_try, mutant.id) for mutant in chosen]
        for done in as_completed(waiting):
            yield done.result()
        pool.shutdown()
    except BrokenProcessPool:
        message = "A helper process ended before its work was done, perhaps for lack of memory. Please try again."
        raise HelperLostError(message) from None
    finally:
        # After Ctrl-C nobody waits for what is still at work.
        for child in multiprocessing.active_children():
            child.terminate()
        pool.shutdown(wait=False, cancel_futures=True)


def processors() -> int:
    """Give how many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _born_deaf_to_ctrl_c() -> Iterator[None]:
    """Start helpers that Ctrl-C does not reach: it would fill the screen. The program in front hears it, and ends them.

    What is pressed meanwhile is heard right after.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_AT_WORK: dict[str, tuple[Lab, dict[str, Mutant]]] = {}


def _prepare(protocol: Protocol, witnesses: Sequence[Witness]) -> None:
    _AT_WORK["here"] = Lab(protocol, witnesses), {mutant.id: mutant for mutant in mutants(protocol)}


def _try(name: str) -> Trial:
    lab, known = _AT_WORK["here"]
    return lab.tried(known[name])
