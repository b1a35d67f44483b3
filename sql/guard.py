"""Decides by PostgreSQL's own grammar whether somebody's SQL only asks a question.

The second wall is the read-only role of `sql/admit.py`; this one gives the better sentence and
stops what a role cannot: locks, settings, and functions with side effects.
"""

from collections.abc import Iterator
from typing import Any

import pgparse

SCHEMAS = frozenset(
    {"servicetitan", "integrations", "pricebook", "salesforce", "automation", "public"}
)
CATALOGUE = frozenset({"tables", "columns"})
"""Of `information_schema`: what a role may read by name, which a client may have to ask in SQL."""

_FUNCTION_NAMES = """
    abs age array_agg array_append array_cat array_length array_position array_remove
    array_to_string avg bit_length bool_and bool_or btrim cardinality cbrt ceil ceiling
    char_length character_length chr clock_timestamp coalesce concat concat_ws corr count
    covar_pop covar_samp cume_dist date date_bin date_part date_trunc dense_rank div every exp
    extract first_value floor format generate_series generate_subscripts greatest initcap
    isfinite json_agg json_array_elements json_array_elements_text json_array_length
    json_build_array json_build_object json_each json_each_text json_extract_path
    json_extract_path_text json_object_agg json_object_keys json_strip_nulls json_typeof
    jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_array_length
    jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_exists
    jsonb_extract_path jsonb_extract_path_text jsonb_object_agg jsonb_object_keys
    jsonb_path_exists jsonb_path_query jsonb_path_query_array jsonb_path_query_first
    jsonb_pretty jsonb_strip_nulls jsonb_typeof justify_days justify_hours justify_interval lag
    last_value lead least left length ln localtime localtimestamp log lower ltrim make_date
    make_interval make_time make_timestamp make_timestamptz max md5 min mod mode normalize now
    nth_value ntile nullif num_nonnulls num_nulls numrange octet_length overlaps overlay
    percent_rank percentile_cont percentile_disc pi position power rank regexp_count
    regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array
    regexp_split_to_table regexp_substr regr_count regr_intercept regr_r2 regr_slope replace
    reverse right round row_number row_to_json rtrim scale sign similar_to_escape similarity
    split_part sqrt starts_with stddev stddev_pop stddev_samp string_agg string_to_array strpos
    substr substring sum timezone to_char to_date to_json to_jsonb to_number to_timestamp
    transaction_timestamp translate trim trim_scale trunc tstzrange unnest upper var_pop
    var_samp variance width_bucket word_similarity
"""
FUNCTIONS = frozenset(_FUNCTION_NAMES.split())
"""Harmless functions that questions about a company need; none makes a huge value by itself."""

_FORBIDDEN = {
    "InsertStmt": "INSERT",
    "UpdateStmt": "UPDATE",
    "DeleteStmt": "DELETE",
    "MergeStmt": "MERGE",
    "intoClause": "SELECT INTO",
    "lockingClause": "FOR UPDATE or FOR SHARE",
    "ParamRef": "a parameter such as $1",
}


class NotAQuestionError(ValueError):
    """The SQL is not one plain SELECT over the readable tables."""


def check_question(statement: str) -> frozenset[str]:
    """The tables, as schema.name, that one SELECT with harmless functions reads."""
    if "\0" in statement:
        raise NotAQuestionError("the statement holds a NUL character")
    try:
        tree: list[Any] = pgparse.parse(statement) if statement.strip() else []
    except pgparse.PGQueryError as problem:
        raise NotAQuestionError(f"this is not valid SQL: {problem}") from problem
    if len(tree) != 1:
        raise NotAQuestionError(f"send exactly one statement, not {len(tree)}")
    root = tree[0]["stmt"]
    if "SelectStmt" not in root:
        raise NotAQuestionError(f"only SELECT is allowed, not {next(iter(root))}")
    names = {node["ctename"] for key, node in _nodes(root) if key == "CommonTableExpr"}
    for key, node in _nodes(root):
        _check_node(key, node, names)
    relations = (node for key, node in _nodes(root) if key == "RangeVar")
    return frozenset(
        f"{node['schemaname']}.{node['relname']}" for node in relations if "schemaname" in node
    )


def _check_node(key: str, node: Any, known: set[str]) -> None:
    if key in _FORBIDDEN:
        raise NotAQuestionError(f"{_FORBIDDEN[key]} is not allowed: only questions are")
    if key == "FuncCall":
        _check_function([part["String"]["sval"] for part in node["funcname"]])
    if key == "RangeVar":
        _check_relation(node, known)


def _check_function(path: list[str]) -> None:
    *schema, name = path
    if (schema and schema != ["pg_catalog"]) or name not in FUNCTIONS:
        raise NotAQuestionError(f"the function {'.'.join(path)} is not among those allowed")


def _check_relation(node: dict[str, Any], known: set[str]) -> None:
    schema, name = node.get("schemaname"), node["relname"]
    if schema is None and name in known:
        return
    listing = schema == "information_schema" and name in CATALOGUE
    if "catalogname" in node or not (listing or schema in SCHEMAS):
        shown = f"{schema}.{name}" if schema else name
        raise NotAQuestionError(
            f"{shown} is not a readable table: write schema.table, with a schema of "
            f"{', '.join(sorted(SCHEMAS))} (information_schema.tables and .columns list all)"
        )


def _nodes(tree: Any) -> Iterator[tuple[str, Any]]:
    """Every keyed node of the parse tree, outermost first."""
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            for key, value in node.items():
                yield key, value
                pending.append(value)
        elif isinstance(node, list):
            pending.extend(node)
