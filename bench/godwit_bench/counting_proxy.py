"""A TCP proxy, run as a process of its own, that counts the bytes it takes from the target.

Usage: counting_proxy.py TARGET_PORT. It prints the port it listens on, then answers every line on
standard input with the count so far; at the end of the input it exits, so it never outlives the
harness.
"""

from __future__ import annotations

import fcntl
import os
import socket
import sys
import threading
from collections.abc import Callable

# Small, so that a kill destroys few bytes here: what is lost should be Godwit's to answer for.
_BUFFER_BYTES = 1 << 18


class Counter:
    """One number, added to by the threads of all connections."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.total = 0

    def add(self, amount: int) -> None:
        with self._lock:
            self.total += amount


def main(target_port: int) -> None:
    counter = Counter()
    listener = socket.socket()
    _bound_buffers(listener)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    threading.Thread(target=_accept, args=(listener, target_port, counter), daemon=True).start()
    print(listener.getsockname()[1], flush=True)
    for _ in sys.stdin:
        print(counter.total, flush=True)


def _accept(listener: socket.socket, target_port: int, counter: Counter) -> None:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=_connect, args=(client, target_port, counter),
                         daemon=True).start()


def _connect(client: socket.socket, target_port: int, counter: Counter) -> None:
    """Join the two sides; a target that is down refuses, which the client sees as a close."""
    target = socket.socket()
    _bound_buffers(target)
    with client, target:
        try:
            target.connect(("127.0.0.1", target_port))
        except OSError:
            return
        for side in (client, target):
            side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        upward = threading.Thread(target=_carry, args=(client, target, _count_nothing),
                                  daemon=True)
        upward.start()
        _carry(target, client, counter.add)
        upward.join()


def _carry(source: socket.socket, sink: socket.socket, count: Callable[[int], None]) -> None:
    """Move bytes in the kernel until the source ends; then end the sink, abruptly on failure."""
    drain, fill = os.pipe()
    fcntl.fcntl(fill, fcntl.F_SETPIPE_SZ, _BUFFER_BYTES)
    try:
        while taken := os.splice(source.fileno(), fill, _BUFFER_BYTES):
            count(taken)
            while taken:
                taken -= os.splice(drain, sink.fileno(), taken)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        for side in (source, sink):
            _shut(side)
    finally:
        os.close(drain)
        os.close(fill)


def _count_nothing(_: int) -> None:
    """Requests of the receiver are not payload."""


def _shut(side: socket.socket) -> None:
    try:
        side.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


def _bound_buffers(side: socket.socket) -> None:
    side.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_BYTES)
    side.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER_BYTES)


if __name__ == "__main__":
    main(int(sys.argv[1]))
