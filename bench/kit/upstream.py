"""`python -m bench.kit.upstream PORT BASE`: a ServiceTitan without latency.

The first request for an address is passed on to BASE, the sandbox; from then on the same bytes
are played back by a loop that does nothing else, in a process of its own.
"""

import asyncio
import sys
import urllib.request

_CARRIED = ("authorization", "st-app-key", "content-type")


class Replay(asyncio.Protocol):
    """One connection; a request is whole when its head and promised body are there."""

    def __init__(self, base: str, answers: dict[str, bytes]) -> None:
        self._base = base
        self._answers = answers
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, ended, body = self._got.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        pairs = (line.partition(":") for line in lines[1:])
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        if not ended or len(body) < int(headers.get("content-length", 0)):
            return
        self._got = b""
        if lines[0] not in self._answers:
            self._answers[lines[0]] = _asked(self._base, lines[0], headers, body)
        if isinstance(self._transport, asyncio.WriteTransport):
            self._transport.write(self._answers[lines[0]])


def _asked(base: str, line: str, headers: dict[str, str], body: bytes) -> bytes:
    """The sandbox's answer, as bytes to be sent again and again."""
    method, target, _ = line.split(" ")
    carried = {name: headers[name] for name in _CARRIED if name in headers}
    request = urllib.request.Request(  # noqa: S310 - the sandbox on this machine
        base + target, body or None, carried, method=method
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - the same
        content: bytes = answer.read()
        kind = answer.headers["content-type"]
    head = f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {len(content)}\r\n\r\n"
    return head.encode() + content


async def main(port: int, base: str) -> None:
    answers: dict[str, bytes] = {}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Replay(base, answers), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
