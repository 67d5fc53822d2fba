"""schemathesis on the OpenAPI document: odd requests, right and wrong by the schema, get the answers that are declared, and nothing crashes."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from tests.server.conftest import Served

_CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_odd_requests_get_declared_answers(served: Served, mode: GenerationMode):
    schema = schemathesis.openapi.from_url(f"{served.url}/openapi.json")
    operations: list[Any] = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert {"POST /v1/rewrite", "POST /v1/check", "GET /v1/packs", "GET /v1/rules", "GET /healthz", "GET /readyz", "GET /metrics"} <= {
        o.label for o in operations
    }
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and not (operation.query or operation.body):
            continue  # nothing in it can be wrong

        @settings(max_examples=25, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def answered(case: Any) -> None:
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {served.token}"}
            case.validate_response(case.call(), checks=_CHECKS)

        answered()
