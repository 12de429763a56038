"""Reading requests, more strictly than Waitress does.

What could be read in two ways is refused: where a request ends must be beyond doubt, or else a part of its
body would be taken for the next request.
"""

import logging
import re
from typing import Any, BinaryIO

from waitress.buffers import OverflowableBuffer
from waitress.parser import HTTPRequestParser, ParsingError, TransferEncodingNotImplemented
from waitress.receiver import FixedStreamReceiver
from waitress.rfc7230 import HEADER_FIELD_RE
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge

from liveapp.receiver.heads import Head, Heads

logger = logging.getLogger(__name__)

MAX_CHUNK_LINE_BYTES = 1024
"""Longest line between chunks, and longest line of a trailer."""

MAX_TRAILER_BYTES = 16 * 1024

_TRANSFER_CODING = re.compile(rb"(?m)^transfer-encoding:[ \t]*(.*?)[ \t]*\r?$")
# Matched in full: `$` would let a line feed pass.
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,16})(?:[ \t]*;[\t\x20-\x7e\x80-\xff]*)?")


_FACTS = (
    "command",
    "connection_close",
    "content_length",
    "expect_continue",
    "first_line",
    "fragment",
    "headers",
    "path",
    "proxy_netloc",
    "proxy_scheme",
    "query",
    "request_uri",
    "url_scheme",
    "version",
)
"""What `parse_header` sets, but for what it makes anew for each request: where the body goes."""


class RequestTimeout(Error):
    """The error of a request that took too long to become whole."""

    code = 408
    reason = "Request Timeout"


class ShuttingDown(Error):
    """The error of a request whose head was not whole when the receiver was stopped."""

    code = 503
    reason = "Service Unavailable"


class ChunkedBody:
    """Takes a chunked body apart, in time that grows with its length only.

    WORKAROUND waitress 3.0: its own `ChunkedReceiver` lets a line feed stand in a chunk's size, empty lines
    before it, lines without end, and copies all that was received for every chunk in it. This one has what
    the parser uses of it: `received`, `completed`, `error`, `getfile`, `getbuf` and a length.
    """

    def __init__(self, buffer: OverflowableBuffer) -> None:
        self.completed = False
        self.error: BadRequest | None = None
        self._buffer = buffer
        self._line_begun = b""
        self._chunk_left = 0
        self._is_after_chunk = False
        self._is_in_trailer = False
        self._trailer_bytes = 0

    def __len__(self) -> int:
        return len(self._buffer)

    def getbuf(self) -> OverflowableBuffer:
        """The buffer, to be closed."""
        return self._buffer

    def getfile(self) -> BinaryIO:
        """What the chunks hold, as a file."""
        return self._buffer.getfile()

    def received(self, data: bytes) -> int:
        """Take these bytes, up to the body's end. Returns how many of them were taken."""
        waiting = self._line_begun + data
        at = 0
        while not self.completed and self.error is None:
            if self._chunk_left:
                part = waiting[at : at + self._chunk_left]
                if not part:
                    break
                self._take(part)
                at += len(part)
                continue
            end = waiting.find(b"\r\n", at)
            if (len(waiting) if end < 0 else end) - at > MAX_CHUNK_LINE_BYTES:
                self.error = BadRequest("a line between chunks is too long")
            elif end < 0:
                break
            else:
                self._read_line(waiting[at:end])
                at = end + 2
        left = waiting[at:]
        self._line_begun = b"" if self.completed else left
        return len(data) - len(left) if self.completed else len(data)

    def _take(self, part: bytes) -> None:
        self._buffer.append(part)
        self._chunk_left -= len(part)
        self._is_after_chunk = not self._chunk_left

    def _read_line(self, line: bytes) -> None:
        if self._is_after_chunk:
            self._is_after_chunk = False
            if line:
                self.error = BadRequest("a chunk is longer than it says")
        elif self._is_in_trailer:
            self._trailer_bytes += len(line) + 2
            self.completed = not line
            if line and (not HEADER_FIELD_RE.match(line) or self._trailer_bytes > MAX_TRAILER_BYTES):
                self.error = BadRequest("the trailer is invalid")
        elif found := _CHUNK_SIZE.fullmatch(line):
            self._chunk_left = int(found[1], 16)
            self._is_in_trailer = not self._chunk_left
        else:
            self.error = BadRequest("a chunk's size is invalid")


class RequestParser(HTTPRequestParser):
    """One request. `error` is set where it is refused; then nothing that follows it may be read.

    `arrived_s` is the monotonic time at which it was whole; `is_one_too_many` says that it is only read to
    be refused, because its lane is full.
    """

    # WORKAROUND waitress 3.0: overridden are `received` and `parse_header`; used are what these set
    # (`completed`, `empty`, `error`, `expect_continue`, `headers_finished`, `connection_close`, `chunked`,
    # `body_rcv`, and `_FACTS`) and the errors that `parse_header` raises.

    def __init__(self, adj: Any, heads: Heads) -> None:
        super().__init__(adj)
        self.head = Head({})
        self._heads = heads
        self.body_rcv: Any
        self.arrived_s = 0.0
        self.is_one_too_many = False

    @property
    def held_bytes(self) -> int:
        """Bytes of the request that are kept in memory."""
        return len(self.header_plus) + (len(self.body_rcv) if self.body_rcv is not None else 0)

    def received(self, data: bytes) -> int:
        """Take these bytes, up to the request's end. Returns how many of them were taken."""
        try:
            if isinstance(self.body_rcv, ChunkedBody) and not self.completed:
                return self._receive_chunks(self.body_rcv, data)
            taken: int = super().received(data)
        except Exception:
            # Whatever a stranger's bytes set off is that stranger's error, and none of the receiver's loop.
            logger.debug("A request could not be read", exc_info=True)
            self.refuse(BadRequest("the request cannot be read"))
            return len(data)
        if self.completed:
            # Waitress waits for a body where there is none, and for one that it has refused.
            self.expect_continue = False
        return taken

    def refuse(self, error: Error) -> None:
        """End the request here, to be answered with this error."""
        self.error = error
        self.completed = True
        self.expect_continue = False

    def cut_off(self) -> None:
        """Take the request for whole where its head is, so that the gate refuses it; else refuse it here."""
        if self.headers_finished:
            self.completed = True
            self.expect_continue = False
            self.connection_close = True
        else:
            self.refuse(ShuttingDown("liveapp is shutting down"))

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head, or find what was read from one of the same bytes.

        Raises:
            ParsingError: the request is to be refused with 400. Its text repeats nothing of the request.
        """
        known = self._heads.find(header_plus)
        if known is None:
            self._read_head(header_plus)
            return
        self.head = known
        self.__dict__.update(known.facts)
        if self.content_length:
            body = OverflowableBuffer(self.adj.inbuf_overflow)
            self.body_rcv = FixedStreamReceiver(self.content_length, body)

    def _read_head(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except (ParsingError, TransferEncodingNotImplemented, ValueError) as error:
            # ValueError: a host that is none, a length of too many digits.
            raise ParsingError("the request's head is invalid") from error
        self._check_framing(header_plus)
        self._read_connection()
        if self.chunked:
            # Its length is written into its headers later: they are its own.
            self.body_rcv = ChunkedBody(OverflowableBuffer(self.adj.inbuf_overflow))
            return
        self.head = Head({name: getattr(self, name) for name in _FACTS})
        self._heads.keep(header_plus, self.head)

    def _receive_chunks(self, body: ChunkedBody, data: bytes) -> int:
        # Waitress counts what surrounds the chunks as well, and so refuses bodies that are not too large.
        taken = body.received(data)
        self.body_bytes_received += taken
        limit = self.adj.max_request_body_size
        if len(body) >= limit or self.body_bytes_received >= 2 * limit:
            self.refuse(RequestEntityTooLarge(""))
        elif body.error:
            self.refuse(body.error)
        elif body.completed:
            self.completed = True
            self.expect_continue = False
            self.headers["CONTENT_LENGTH"] = str(len(body))
        return taken

    def _check_framing(self, header_plus: bytes) -> None:
        """Refuse what leaves open where the body ends."""
        if self.version not in ("1.0", "1.1"):
            raise ParsingError("only HTTP/1.0 and HTTP/1.1 are spoken here")
        # Waitress takes the header away where it heeds it.
        head = header_plus.lower()
        if b"\ntransfer-encoding:" not in head:
            return
        if _TRANSFER_CODING.findall(head) != [b"chunked"] or not self.chunked:
            raise ParsingError("the transfer coding is not supported")
        if "CONTENT_LENGTH" in self.headers:
            raise ParsingError("a body has either a length or chunks")

    def _read_connection(self) -> None:
        """Heed each word of `Connection`, and leave the one that Waitress looks at."""
        words = {word.strip(" \t").lower() for word in self.headers.pop("CONNECTION", "").split(",")}
        is_kept = "close" not in words and (self.version == "1.1" or "keep-alive" in words)
        self.connection_close = not is_kept
        self.headers["CONNECTION"] = "keep-alive" if is_kept else "close"
