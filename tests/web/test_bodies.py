"""How much may be sent to a page, in which form and how slowly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import pytest
from starlette.responses import PlainTextResponse

from tests.web.asking import Browser, awaited
from timeline.web.middleware.bodies import FORM, LONGEST, Bodies

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send


async def told_back(scope: Scope, receive: Receive, send: Send) -> None:
    """A page that says how long the body was."""
    message = await receive()
    assert not message.get("more_body")
    await PlainTextResponse(str(len(message.get("body", b""))))(scope, receive, send)


@pytest.mark.parametrize(
    ("method", "headers", "body", "code"),
    [
        ("POST", [("content-type", FORM)], b"a=1", 200),
        ("POST", [("content-type", f"{FORM.upper()}; charset=utf-8")], b"a=1", 200),
        ("POST", [("content-type", FORM)], b"", 200),
        ("POST", [("content-type", FORM)], b"a" * LONGEST, 200),
        ("POST", [("content-type", FORM)], b"a" * (LONGEST + 1), 413),
        ("POST", [("content-type", FORM), ("content-length", "3")], b"a" * (LONGEST + 1), 413),
        ("POST", [], b"a=1", 415),
        ("POST", [("content-type", "application/json")], b"{}", 415),
        ("PUT", [("content-type", "text/plain")], b"a=1", 415),
        ("POST", [("content-type", "multipart/form-data; boundary=x")], b"--x--", 415),
    ],
)
def test_a_form_is_passed_on_and_nothing_else(
    method: str, headers: list[tuple[str, str]], body: bytes, code: int
) -> None:
    answered = Browser(Bodies(told_back)).send(method, "/", headers, body)
    assert answered.code == code
    if code == 200:
        assert answered.text == str(len(body))


def test_a_form_that_drips_is_not_waited_for() -> None:
    sent: list[Message] = []

    async def drip() -> Message:
        await anyio.sleep(0.05)
        return {"type": "http.request", "body": b"a", "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", FORM.encode())]}
    awaited(Bodies(told_back, seconds=0.2), scope, drip, send)
    assert sent[0]["status"] == 408


def test_half_of_a_form_is_no_form() -> None:
    """Whoever sends it goes away in the middle, or the rest of it is broken."""
    came: list[Message] = [
        {"type": "http.request", "body": b"step=record", "more_body": True},
        {"type": "http.disconnect"},
    ]
    passed_on: list[bytes] = []

    async def receive() -> Message:
        return came.pop(0)

    async def take(_scope: Scope, receive: Receive, _send: Send) -> None:
        passed_on.append((await receive())["body"])

    async def send(_message: Message) -> None:
        """Nobody is there."""

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", FORM.encode())]}
    awaited(Bodies(take), scope, receive, send)
    assert passed_on == []
