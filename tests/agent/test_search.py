from typing import Any

import pytest

from agent.search import Ranker, Thesaurus
from bench.recall import (
    RECALL_AT_1,
    RECALL_AT_5,
    SILENT,
    TOLD,
    WARNED,
    figures,
    load_queries,
    measure,
)
from tests.kit.search import ROWS, found


def first_tool(ranker: Ranker, query: str) -> str:
    return str(ranker.search(query).hits[0].tools[0]["name"])


def row(name: str, resource: str, effect: str = "reads", summary: str = "") -> dict[str, Any]:
    category = resource.partition(".")[0]
    return {
        "name": name,
        "category": category,
        "resource": resource,
        "effect": effect,
        "listed": False,
        "summary": summary or name.replace("_", " "),
    }


def test_every_resource_answers_to_its_own_name(ranker: Ranker) -> None:
    resources = {one["resource"] for one in ROWS if "." in one["resource"]}

    missed = [
        resource
        for resource in resources
        if resource not in found(ranker, resource.partition(".")[2].replace("_", " "))
    ]

    assert not missed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tecnician shfits", "dispatch.technician_shifts"),
        ("memebrship", "memberships.memberships"),
        ("purchas oders", "inventory.purchase_orders"),
        ("invioces", "accounting.invoices"),
        ("maintanence plan", "memberships.memberships"),
        ("jobnotes", "jpm.job_notes"),
        ("work order", "jpm.jobs"),
    ],
)
def test_typing_errors_are_understood(ranker: Ranker, typed: str, meant: str) -> None:
    assert meant in found(ranker, typed)


@pytest.mark.parametrize(
    ("query", "tool"),
    [
        ("cancel job", "jpm_cancel_job"),
        ("delete appointment", "jpm_delete_appointment"),
        ("add a note to a job", "jpm_create_job_note"),
        ("move the appointment to friday", "jpm_reschedule_appointment"),
        ("list invoices", "accounting_list_invoices"),
        ("export invoices", "accounting_export_invoices"),
        ("customer custom fields", "crm_list_customer_custom_fields"),
        ("undo the job cancellation", "jpm_remove_job_cancellation"),
        ("download call recording", "telecom_download_call_recording"),
    ],
)
def test_the_verb_picks_the_tool(ranker: Ranker, query: str, tool: str) -> None:
    assert first_tool(ranker, query) == tool


@pytest.mark.parametrize(
    ("query", "tool"),
    [
        ("edit the booking", "crm_update_booking"),
        ("make a job type", "jpm_create_job_type"),
        ("see all customers", "crm_list_customers"),
        ("edit the campaign", "marketing_update_campaign"),
        ("how many customers are there", "crm_list_customers"),
        ("cancel the appointment", "jpm_delete_appointment"),
    ],
)
def test_an_act_counts_less_than_what_it_is_done_to(ranker: Ranker, query: str, tool: str) -> None:
    assert first_tool(ranker, query) == tool


@pytest.mark.parametrize(
    ("query", "tool"),
    [
        ("do not text this customer", "telecom_create_opt_outs"),
        ("give technician Bob Friday off", "dispatch_create_non_job_appointment"),
        ("Bob needs Tuesday off", "dispatch_create_non_job_appointment"),
        ("is anyone off on Friday", "dispatch_list_non_job_appointments"),
        ("who sold the most", "salestech_list_estimates"),
        ("sales by technician", "reporting_run_report"),
        ("what does tomorrow look like", "get_dispatch_board"),
        ("reopen the cancelled job", "jpm_remove_job_cancellation"),
        ("cancel the parts order", "inventory_cancel_purchase_order"),
        ("is his card on file", "accounting_list_payment_types"),
        ("assign me to this job", "dispatch_assign_technicians"),
        ("assign this lead to me", "crm_update_lead"),
        ("add sub taks", "task_management_create_subtask"),
        ("show me the calls I booked", "telecom_list_calls"),
        ("who is late", "get_dispatch_board"),
        ("who is late paying", "accounting_list_invoices"),
        ("how long did the job take", "payroll_list_job_timesheets"),
        ("how long does a tune up take", "jpm_list_job_types"),
        ("take Bob off the schedule", "dispatch_unassign_technicians"),
    ],
)
def test_plain_questions_find_their_tool_first(ranker: Ranker, query: str, tool: str) -> None:
    assert first_tool(ranker, query) == tool


@pytest.mark.parametrize(
    ("query", "tool"),
    [
        ("who is free", "get_dispatch_board"),
        ("who is free tomorrow", "get_dispatch_board"),
        ("who is free tomorrow afternoon", "get_dispatch_board"),
        ("which tech is free this afternoon", "get_dispatch_board"),
        ("who is available tomorrow", "get_dispatch_board"),
        ("my day", "get_dispatch_board"),
        ("my jobs today", "get_dispatch_board"),
        ("what do I have today", "get_dispatch_board"),
        ("where do I go next", "get_dispatch_board"),
        ("what is stale", "get_sync_status"),
        ("is the data fresh", "get_sync_status"),
        ("is this data current", "get_sync_status"),
        ("how old is this data", "get_sync_status"),
        ("best customers", "query_database"),
        ("who are our best customers", "query_database"),
        ("top customers by revenue", "query_database"),
        ("who owes us", "get_outstanding_invoices"),
        ("who owes us money", "get_outstanding_invoices"),
        ("how much are we owed", "get_outstanding_invoices"),
        ("what did we do at this address", "get_customer_history"),
        ("have we been here before", "get_customer_history"),
    ],
)
def test_a_question_finds_first_the_tool_that_answers_it_whole(
    ranker: Ranker, query: str, tool: str
) -> None:
    assert first_tool(ranker, query) == tool


@pytest.mark.parametrize(
    ("query", "tool"),
    [
        ("when can somebody come", "dispatch_list_availability_slots"),
        ("next free slot", "dispatch_list_availability_slots"),
        ("supplier owes us money", "accounting_list_ap_credits"),
        ("log my day", "timesheets_create_activity"),
        ("what do I have to do today", "task_management_list_tasks"),
    ],
)
def test_a_question_like_it_finds_its_own_tool(ranker: Ranker, query: str, tool: str) -> None:
    assert first_tool(ranker, query) == tool


@pytest.mark.parametrize(
    "query",
    ["why was this job cancelled", "was the appointment confirmed", "who booked this job"],
)
def test_a_question_finds_no_write_first(ranker: Ranker, query: str) -> None:
    assert ranker.search(query).hits[0].tools[0]["effect"] == "reads"


@pytest.mark.parametrize("query", ["appointments", "invoices", "memberships", "vendors", "jobs"])
def test_reads_come_first_when_the_query_names_no_act(ranker: Ranker, query: str) -> None:
    first = ranker.search(query).hits[0].tools[0]

    assert first["effect"] == "reads"
    assert "_list_" in first["name"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "12345",
        "the of and",
        "qwxzjk vbnmpl",
        "what is the weather tomorrow",
        "book a flight to london",
        "translate this into spanish",
        "write a poem",
        "best pizza in town",
    ],
)
def test_a_query_that_fits_no_tool_finds_nothing(ranker: Ranker, query: str) -> None:
    assert not ranker.search(query).hits


@pytest.mark.parametrize(
    "query",
    [
        "what is the speed of light",
        "how do I fold a fitted sheet",
        "is pluto big",
        "What should I wear tomorrow",
        "pick a number between one and ten",
        "which multimeter is best",
        "build me a website",
        "recommend work boots",
        "clean the break room",
    ],
)
def test_a_question_about_anything_finds_nothing(ranker: Ranker, query: str) -> None:
    assert found(ranker, query) == []


@pytest.mark.parametrize(
    ("query", "resource"),
    [
        ("what is on the invoice", "accounting.invoices"),
        ("what jobs are scheduled", "jpm.jobs"),
        ("when is my next appointment", "jpm.appointments"),
        ("how do i cancel a job", "jpm.jobs"),
        ("is this customer a member", "memberships.memberships"),
    ],
)
def test_a_question_about_the_trade_is_answered(ranker: Ranker, query: str, resource: str) -> None:
    assert resource in found(ranker, query)


@pytest.mark.parametrize("query", ["book a job", "book job", "Book a new job for Mrs. Lee"])
def test_booking_a_job_is_no_bookkeeping(ranker: Ranker, query: str) -> None:
    assert first_tool(ranker, query) == "jpm_create_job"


def test_names_of_people_are_no_typing_errors(ranker: Ranker) -> None:
    assert found(ranker, "pete's shifts") == found(ranker, "shifts")


def test_hits_are_whole_resources_best_first(ranker: Ranker) -> None:
    hits = ranker.search("purchase order", limit=4).hits

    assert len(hits) == 4
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert {one["name"] for one in hits[0].tools} == {
        one["name"] for one in ROWS if one["resource"] == hits[0].resource
    }


def test_tools_that_do_not_exist_for_the_caller_are_not_found(ranker: Ranker) -> None:
    visible = {one["name"] for one in ROWS if one["effect"] == "reads"}
    visible -= {one["name"] for one in ROWS if one["resource"] == "jpm.jobs"}

    hits = ranker.search("cancel job", limit=50, visible=visible).hits

    assert hits
    assert {one["name"] for hit in hits for one in hit.tools} <= visible


def test_listed_tools_come_after_equals_that_only_a_search_finds() -> None:
    hidden = row("alpha_list_widgets", "alpha.widgets")
    shown = {**row("list_widgets", "widgets"), "listed": True}

    others = [row(f"beta_list_gears{number}", f"beta.gears{number}") for number in range(20)]

    ranker = Ranker([hidden, shown, *others], Thesaurus())

    assert found(ranker, "widgets") == ["alpha.widgets", "widgets"]


@pytest.mark.parametrize("query", ["find the Nguyens on Maple Ave", "pull up Mrs. Abernathy"])
def test_who_looks_for_a_name_looks_for_a_customer(ranker: Ranker, query: str) -> None:
    assert "customers" in found(ranker, query, limit=2)


@pytest.mark.parametrize("query", ["who is James Brown", "find Paris", "delete Mike"])
def test_a_name_without_a_wish_to_see_it_is_no_customer(ranker: Ranker, query: str) -> None:
    assert "crm.customers" not in found(ranker, query, limit=1)


def test_finding_is_a_noun_and_find_a_verb(ranker: Ranker) -> None:
    assert "findings.findings" not in found(ranker, "find the customer", limit=5)
    assert found(ranker, "findings of an inspection", limit=1) == ["findings.findings"]


def test_a_letter_too_few_is_a_typing_error(ranker: Ranker) -> None:
    assert "crm.leads" in found(ranker, "add nte to leed", limit=3)
    assert "telecom.calls" in found(ranker, "cal detials", limit=3)


def test_a_word_of_the_same_family_is_understood(ranker: Ranker) -> None:
    assert "jpm.job_reasons" in found(ranker, "cancellation reason", limit=3)


@pytest.mark.parametrize(
    "word", ["regulation", "attainment", "cold", "court", "federal", "village", "boulder"]
)
def test_everyday_words_are_no_typing_errors(ranker: Ranker, word: str) -> None:
    assert not found(ranker, word)


def test_recall_on_queries_nobody_tuned_for(ranker: Ranker) -> None:
    held_out = figures(measure(ranker, "held_out"))

    assert held_out.positives >= 100
    assert held_out.at_1 >= RECALL_AT_1
    assert held_out.at_5 >= RECALL_AT_5
    assert held_out.silent >= SILENT
    assert held_out.told >= TOLD
    assert held_out.warned <= WARNED


def test_query_files_name_tools_that_exist() -> None:
    names = {one["name"] for one in ROWS}

    unknown = {
        name
        for half in ("tuning", "held_out")
        for query in load_queries(half)
        for name in query["expect"]
        if name not in names
    }

    assert not unknown
