"""Writes commands as a program that is not Java would: the standard library, a dict, and json.dumps.

Prints one record per line: the mode, then the headers (base64 of "name\\0value" each, joined by commas), then the
value in base64, separated by spaces.
"""

import base64
import json
import uuid
from datetime import datetime, timedelta, timezone


def b64(text):
    return base64.b64encode(text.encode("utf-8")).decode("ascii")


def record(mode, headers, value):
    packed = ",".join(b64(name + "\0" + text) for name, text in headers.items())
    print(mode, packed, b64(json.dumps(value)))


def attributes(target):
    return {
        "specversion": "1.0",
        "id": str(uuid.uuid4()),
        "source": "/scripts/nightly",
        "type": "io.connwarden.command.v1",
        "subject": target,
        "time": datetime.now(timezone(timedelta(hours=2))).isoformat(),
    }


def structured(data):
    event = attributes(data["target"])
    event["datacontenttype"] = "application/json"
    event["data"] = data
    record("structured", {"content-type": "application/cloudevents+json"}, event)


def binary(data):
    headers = {"ce_" + name: text for name, text in attributes(data["target"]).items()}
    headers["content-type"] = "application/json"
    record("binary", headers, data)


def commands():
    common = {"target": "orders-db", "requestedBy": "nächtlicher Lauf", "reason": "über Nacht 漢字 😀"}
    session = {"pid": 4711, "backendStart": "2026-03-01 03:00:00.123456+00:00".replace(" ", "T")}
    yield dict(common, action="CLEANUP", idleThresholdMinutes=0.5, maxTerminations=3, dryRun=True)
    yield dict(common, action="CLEANUP", idleThresholdMinutes=15.0, maxTerminations=10, expiresAt=None)
    yield dict(common, action="TERMINATE", sessions=[session])
    yield dict(common, action="CANCEL", sessions=[session])
    for action in ("MONITOR", "HEALTH", "STATUS", "EMERGENCY", "AUTO", "PAUSE", "RESUME"):
        yield dict(common, action=action)
    for action in ("APPROVE", "REJECT"):
        yield dict(common, action=action, planId="3f0c2c9e-5b1d-4f6e-9a57-0d4c8c1be2a4")


for command in commands():
    structured(command)
    binary(command)
