"""A place that is reached as S3, for the tests: a server of moto in this process, and a bucket for each test.

Storage and processes that a test starts reach it through the variables of its environment.
"""

import logging
import os
import urllib.request
import uuid
from collections.abc import Iterator

import pytest
import s3fs
from moto.server import ThreadedMotoServer


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of the server, such as ``http://127.0.0.1:40001``."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of an empty folder in a new bucket, and the environment by which it is reached."""
    bucket = f"payroll-{uuid.uuid4().hex}"
    make = urllib.request.Request(f"{s3_server}/{bucket}", method="PUT")  # noqa: S310
    urllib.request.urlopen(make, timeout=60).close()  # noqa: S310
    reach(s3_server, monkeypatch)
    yield f"s3://{bucket}/month"
    s3fs.S3FileSystem.clear_instance_cache()


def reach(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have S3 mean the server at ``address``, with a key that opens nothing."""
    for name, value in {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "NO_PROXY": "127.0.0.1",
    }.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()  # those that are there know another address
