"""Reading processes where the system has neither limits on memory nor alarms nor /proc, as on Windows: simulated by taking these away."""
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from loaders.commands import main
from loaders.errors import UnreadableFile
from loaders.readers import limits, sandbox
from loaders.readers.limits import Limits
from loaders.samples import SAMPLES

FINE = sorted((SAMPLES / "county").glob("*.txt"))[0]
ELSEWHERE = """
import builtins, os, signal, sys, time
sys.modules["resource"] = None
for module, names in ((signal, ("alarm", "SIGALRM", "SIGKILL")), (os, ("sched_getaffinity", "fork", "geteuid", "sysconf"))):
    for name in names:
        delattr(module, name)
real = builtins.open
def opened(path, *more, **named):
    if str(path).startswith("/proc"):
        raise FileNotFoundError(path)
    return real(path, *more, **named)
builtins.open = opened
import loaders.readers.worker as worker
from loaders.readers import limits
assert not limits.memory_is_limited()
worker.FILES, worker.SLACK = 3, float(os.environ.get("SLACK", 10))
plain = worker._answer
worker._answer = lambda request, data: time.sleep(60) if request["name"] == "slow" else plain(request, data)
worker.serve()
"""


@pytest.fixture
def elsewhere(monkeypatch):
    """Starts reading processes as on a system without these means; gives those that were started."""
    started, real = [], subprocess.Popen
    monkeypatch.setattr(sandbox.subprocess, "Popen", lambda command, **more: started.append(real([sys.executable, "-c", ELSEWHERE], **more)) or started[-1])
    sandbox.close_all()
    yield started
    sandbox.close_all()


def test_files_are_read(elsewhere):
    for _ in range(4):
        assert sandbox.parse_safely(FINE.read_bytes(), FINE.name).source.name == FINE.name
    assert len(elsewhere) == 2  # no one knows how much memory a process holds: it makes way after some files


def test_time_is_limited(elsewhere):
    with pytest.raises(UnreadableFile) as caught:
        sandbox.run_limited("report", b"x", "slow", chosen=replace(Limits(), seconds=0.5))
    assert caught.value.kind == "too_slow" and elsewhere[0].poll() is not None


def test_process_ends_by_itself_when_its_caller_is_gone(elsewhere, monkeypatch):
    monkeypatch.setenv("SLACK", "0.5")
    monkeypatch.setattr(sandbox.threading, "Timer", Never)  # the caller no longer watches
    begun = time.monotonic()
    with pytest.raises(UnreadableFile) as caught:
        sandbox.run_limited("report", b"x", "slow", chosen=replace(Limits(), seconds=0.5))
    assert caught.value.kind == "crashed" and time.monotonic() - begun < 20


class Never:
    def __init__(self, *arguments): ...

    def start(self): ...

    def cancel(self): ...


def test_ingest_says_that_memory_is_not_limited(monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(sys.modules, "resource", None)
    assert not limits.memory_is_limited() and limits.install_limits(Limits()) == Limits()
    assert main(["ingest", str(FINE), "--database", f"sqlite:///{tmp_path}/w.db", "--workers", "0"]) == 0
    assert "内存" in capsys.readouterr().err
