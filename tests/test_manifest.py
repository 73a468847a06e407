"""The manifest of a run: one text for one content, and an id that is its hash."""

import hashlib
import json
from dataclasses import replace

import pytest

from payroll.ledger.manifest import Manifest, RecordedFile, RecordedLaw, RecordedPolicy, canonical_json

A, B, C, D, E, F = ("abcdef"[index] * 64 for index in range(6))
PUNCHES = RecordedFile("打卡.csv", "", "punches", "csv", A, 5, 1, 0, B, C)
POLICY = RecordedPolicy("shop", "2023-02-03", D)
MANIFEST = Manifest("2026-10", "0.2.0", "CNY", (PUNCHES,), (POLICY,), E, ("ID-UNKNOWN",), (3, 7), F, F)
TEXT = (
    '{"accepted":["ID-UNKNOWN"],"calendar":"' + E + '","carried":[3,7],"currency":"CNY","files":[{"duplicate":0,'
    '"evidence":"' + B + '","file":"打卡.csv","format":"csv","out_of_scope":1,"rows":5,"set_aside":"' + C + '",'
    '"sha256":"' + A + '","sheet":"","table":"punches"}],"lines":"' + F + '","people":"' + F + '","period":"2026-10",'
    '"policies":[{"date":"2023-02-03","policy_id":"shop","sha256":"' + D + '"}],"tool_version":"0.2.0"}'
)


def test_a_manifest_is_written_with_sorted_keys_and_no_spaces_and_comes_back() -> None:
    assert MANIFEST.to_json() == TEXT
    assert Manifest.from_json(TEXT) == MANIFEST


def test_the_run_id_is_the_hash_of_the_text() -> None:
    assert MANIFEST.run_id == hashlib.sha256(TEXT.encode()).hexdigest()


def test_the_order_of_codes_acts_and_policies_makes_no_other_run() -> None:
    later = RecordedPolicy("shop", "2024-01-01", A)
    one = replace(MANIFEST, accepted=("B", "A"), carried=(7, 3, 7), policies=(later, POLICY))
    other = replace(MANIFEST, accepted=("A", "B"), carried=(3, 7), policies=(POLICY, later))
    assert one.run_id == other.run_id


def test_the_order_of_files_is_kept_since_a_repeated_row_counts_where_it_stands_first() -> None:
    second = replace(PUNCHES, file="a.csv")
    manifest = replace(MANIFEST, files=(PUNCHES, second))
    assert Manifest.from_json(manifest.to_json()).files == (PUNCHES, second)
    assert manifest.run_id != replace(MANIFEST, files=(second, PUNCHES)).run_id


@pytest.mark.parametrize(
    "other",
    [
        replace(MANIFEST, files=(replace(PUNCHES, rows=6),)),
        replace(MANIFEST, files=(replace(PUNCHES, set_aside=""),)),
        replace(MANIFEST, policies=(replace(POLICY, date="2023-02-04"),)),
        replace(MANIFEST, calendar=A),
        replace(MANIFEST, accepted=()),
        replace(MANIFEST, carried=(3,)),
        replace(MANIFEST, tool_version="0.2.1"),
    ],
)
def test_whatever_differs_makes_another_run(other: Manifest) -> None:
    assert other.run_id != MANIFEST.run_id


def test_the_evidence_is_every_object_once_with_its_suffix() -> None:
    assert MANIFEST.evidence == ((B, "parquet"), (C, "parquet"), (D, "toml"), (E, "json"), (F, "parquet"))
    bare = replace(MANIFEST, files=(replace(PUNCHES, evidence="", set_aside=""),))
    assert bare.evidence == ((D, "toml"), (E, "json"), (F, "parquet"))


def test_laws_are_recorded_where_there_are_any() -> None:
    assert "laws" not in TEXT
    checked = replace(MANIFEST, laws=(RecordedLaw("IN", "2025-11-21", B), RecordedLaw("IN", "2020-01-01", A)))
    assert f'"laws":[{{"date":"2020-01-01","profile":"IN","sha256":"{A}"}},' in checked.to_json()
    assert Manifest.from_json(checked.to_json()).to_json() == checked.to_json()
    assert (B, "toml") in checked.evidence
    assert checked.run_id != MANIFEST.run_id
    with pytest.raises(ValueError, match=r".*"):
        Manifest.from_json(TEXT.replace('"lines"', '"laws":[],"lines"'))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "7",
        "{}",
        TEXT.replace(":5,", ':"5",'),  # a number as text
        TEXT.replace('"0.2.0"', "0.2"),
        TEXT.replace("[3,7]", "[3,true]"),
        TEXT.replace("[3,7]", "[7,3]"),
        TEXT.replace('"sheet":"",', ""),
        TEXT.replace('"sheet":"",', '"sheet":"","more":1,'),
        TEXT.replace('"period"', '"more":1,"period"'),
        TEXT.replace(":[", ": ["),
        TEXT.replace("打", "\\u6253"),
    ],
)
def test_any_other_text_is_refused(text: str) -> None:
    assert text != TEXT
    with pytest.raises(ValueError, match=r".*"):
        Manifest.from_json(text)


def test_canonical_json_writes_characters_as_they_are_and_refuses_what_is_no_number() -> None:
    assert canonical_json({"b": "林", "a": [1, None]}) == '{"a":[1,null],"b":"林"}'
    assert json.loads(canonical_json({"b": "林"})) == {"b": "林"}
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))
