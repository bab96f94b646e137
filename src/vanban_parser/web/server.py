"""The server: uvicorn, which says nothing of its own and trusts no header."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import uvicorn

from vanban_parser.web.guard import App

_MOST_AT_ONCE = 200
_IDLE_SECONDS = 30
_GRACE_SECONDS = 5


class Server(uvicorn.Server):
    """Serves until a signal; `on_ready` is told the port once it listens."""

    def __init__(
        self, app: App, host: str, port: int, on_ready: Callable[[int], None]
    ) -> None:
        self._on_ready = on_ready
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                http="h11",
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=True,
                # Who asks is who connects: nobody's word is taken for it.
                proxy_headers=False,
                limit_concurrency=_MOST_AT_ONCE,
                timeout_keep_alive=_IDLE_SECONDS,
                timeout_graceful_shutdown=_GRACE_SECONDS,
            )
        )

    async def startup(self, sockets: Any = None) -> None:
        """Listen, and say where."""
        await super().startup(sockets)
        if self.started:
            self._on_ready(self.servers[0].sockets[0].getsockname()[1])
