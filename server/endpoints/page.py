"""The built page: one file of markup for every address of its own, and the files that it loads."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

BUILT = Path(__file__).parents[1] / "static"


class _Assets(StaticFiles):
    """Files whose names change with their content, so browsers may keep them for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def page_routes(built: Path = BUILT) -> list[BaseRoute]:
    """The page at every address that nothing else answers. These routes go last."""

    async def send_page(request: Request) -> Response:
        file = built / request.path_params["path"]
        if file.parent == built and _exists(file):
            return FileResponse(file, headers={"cache-control": "no-cache"})
        if not (built / "index.html").is_file():
            return PlainTextResponse("The page is not built. Run `make set-up`.", status_code=503)
        return FileResponse(built / "index.html", headers={"cache-control": "no-cache"})

    assets = built / "assets"
    return [
        *([Mount("/assets", _Assets(directory=assets))] if assets.is_dir() else ()),
        Route("/{path:path}", send_page),
    ]


def _exists(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # no file has a name this long
        return False
