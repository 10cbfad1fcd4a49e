"""A client without a browser and without a socket: asks an ASGI application and keeps its cookies."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from starlette.types import ASGIApp


class Asker:
    """Asks one application under one origin; redirects are told, not followed."""

    def __init__(self, app: ASGIApp, origin: str) -> None:
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=origin)

    @property
    def cookies(self) -> httpx.Cookies:
        return self._client.cookies

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self._client.request(method, path, **more))

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("POST", path, **more)
