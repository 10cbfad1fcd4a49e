"""A body without its content encoding, never longer than the caller allows: the archive holds bodies as served."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

from pipeline.errors import RejectedError
from schemas.fetches import Response

LARGEST = 32 * 2**20
"""Bytes that a page may decode to where the caller says nothing else."""
MOST_LAYERS = 3
PIECE = 2**16
GZIP_MAGIC = b"\x1f\x8b"

DECODERS: dict[str, Callable[[], Any]] = {
    "gzip": lambda: zlib.decompressobj(16 + zlib.MAX_WBITS),
    "x-gzip": lambda: zlib.decompressobj(16 + zlib.MAX_WBITS),
    "deflate": lambda: zlib.decompressobj(),
}
"""What can be decoded; a request is to ask for no other encoding."""


def decode_content(response: Response, limit: int = LARGEST) -> bytes:
    """The body as the page's bytes, whatever `Content-Encoding` it was served in.

    Raises `RejectedError`: `content_too_large` beyond `limit` bytes, `bad_content_encoding` where the body is not
    what its header says or is cut off, `unknown_content_encoding`.
    """
    body = response.body
    if not response.content_decoded:
        layers = [
            part.strip().lower()
            for name, value in response.headers
            if name.lower() == "content-encoding"
            for part in value.split(",")
        ]
        layers = [layer for layer in layers if layer not in ("", "identity")]
        if len(layers) > MOST_LAYERS:
            raise RejectedError(
                "unknown_content_encoding", f"{len(layers)} content encodings, one over another"
            )
        for layer in reversed(layers):
            body = _decode_layer(body, layer, limit)
    if len(body) > limit:
        raise RejectedError("content_too_large", f"the page is longer than {limit} bytes")
    return body


def _decode_layer(body: bytes, encoding: str, limit: int) -> bytes:
    if encoding not in DECODERS:
        raise RejectedError(
            "unknown_content_encoding", f"the content encoding {encoding[:40]!r} is not known"
        )
    if not body or (encoding.endswith("gzip") and not body.startswith(GZIP_MAGIC)):
        return body  # some servers name the encoding and send the page as it is
    try:
        return _inflate(body, DECODERS[encoding](), limit)
    except zlib.error as fault:
        if encoding == "deflate":  # the standard means zlib's format, some servers send bare deflate
            try:
                return _inflate(body, zlib.decompressobj(-zlib.MAX_WBITS), limit)
            except zlib.error:
                pass
        raise RejectedError("bad_content_encoding", f"the body is not {encoding}: {fault}") from fault


def _inflate(body: bytes, decoder: Any, limit: int) -> bytes:
    """All members of a compressed body; stops as soon as they are longer than the limit."""
    pieces, length, rest = list[bytes](), 0, body
    while rest:
        piece = decoder.decompress(rest, PIECE)
        pieces.append(piece)
        length += len(piece)
        if length > limit:
            raise RejectedError("content_too_large", f"the page is longer than {limit} bytes when decoded")
        if decoder.eof:
            rest = decoder.unused_data
            if not rest.startswith(GZIP_MAGIC):
                break  # what follows the last member is padding
            decoder = zlib.decompressobj(16 + zlib.MAX_WBITS)
        else:
            rest = decoder.unconsumed_tail
            if not piece and not rest:
                break
    if not decoder.eof:
        piece = decoder.flush(limit + 1 - length if limit >= length else 1)
        pieces.append(piece)
        length += len(piece)
        if length > limit:
            raise RejectedError("content_too_large", f"the page is longer than {limit} bytes when decoded")
        if not decoder.eof:
            raise RejectedError("bad_content_encoding", "the compressed body is cut off")
    return b"".join(pieces)
