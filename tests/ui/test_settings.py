"""The settings of the server, as a server of ours shows them to those who mean no good."""

import asyncio
import http.client
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

ROOT = Path(__file__).resolve().parents[2]
UPLOAD = "/_stcore/upload_file/session/file"


def answered(
    address: str, method: str, path: str, *, headers: dict[str, str] | None = None
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request(method, path, body=b"x" if method == "PUT" else None, headers=headers or {})
    reply = connection.getresponse()
    reply.read()
    connection.close()
    return reply


def test_the_file_says_what_must_hold_wherever_the_app_is_served() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    server = settings["server"]
    assert server["address"] == "127.0.0.1"
    assert server["enableXsrfProtection"] is True
    assert server["enableCORS"] is True
    assert server["maxUploadSize"] == 1
    assert server["fileWatcherType"] == "none"
    assert server["headless"] is True
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"


@pytest.mark.browser
def test_an_upload_that_comes_from_no_page_of_ours_is_refused(address: str) -> None:
    assert answered(address, "PUT", UPLOAD).status == 403

    forged = "2|00000000|00|1"
    cookie = {"Cookie": f"_streamlit_xsrf={forged}", "X-Xsrftoken": "2|11111111|22|1"}
    assert answered(address, "PUT", UPLOAD, headers=cookie).status == 403


@pytest.mark.browser
def test_an_upload_with_a_token_still_needs_a_visit(address: str) -> None:
    shown = answered(address, "GET", "/_stcore/health").headers["Set-Cookie"]
    token = shown.partition("=")[2].partition(";")[0].strip('"')
    both = {"Cookie": f"_streamlit_xsrf={token}", "X-Xsrftoken": token}
    assert answered(address, "PUT", UPLOAD, headers=both).status == 400


@pytest.mark.browser
def test_another_sites_script_is_shown_nothing(address: str) -> None:
    stranger = {"Origin": "https://doi.org"}
    for path in ("/_stcore/health", "/_stcore/host-config", "/"):
        allowed = answered(address, "GET", path, headers=stranger)
        assert allowed.headers.get("Access-Control-Allow-Origin") not in {
            "*",
            stranger["Origin"],
        }


@pytest.mark.browser
def test_another_sites_page_may_not_hold_a_visit(address: str) -> None:
    async def visited(origin: str) -> int:
        socket = address.replace("http", "ws") + "/_stcore/stream"
        try:
            async with connect(socket, additional_headers={"Origin": origin}):
                return 101
        except InvalidStatus as refusal:
            return refusal.response.status_code

    with ThreadPoolExecutor(1) as elsewhere:  # the browser tests keep a loop in the main thread
        assert elsewhere.submit(lambda: asyncio.run(visited(address))).result() == 101
        refused = elsewhere.submit(lambda: asyncio.run(visited("https://doi.org")))
        assert refused.result() == 403
