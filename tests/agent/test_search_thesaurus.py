from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from agent.search import Ranker, Thesaurus, ThesaurusProblem, load_thesaurus
from agent.search.query import Reader
from agent.search.thesaurus import read_thesaurus
from agent.search.words import stem
from tests.kit.search import ROWS, found


@pytest.mark.parametrize(
    ("query", "resource"),
    [
        ("quote", "salestech.estimates"),
        ("visit", "jpm.appointments"),
        ("crew", "dispatch.teams"),
        ("tune-up plan", "memberships.memberships"),
        ("do not text", "telecom.opt_outs"),
        ("supply house", "inventory.vendors"),
        ("coupons", "pricebook.discounts_and_fees"),
        ("van stock", "inventory.templates"),
        ("punch in", "timesheets.activities"),
        ("work order", "jpm.jobs"),
        ("chart of accounts", "accounting.gl_accounts"),
    ],
)
def test_trade_words_find_their_resource(ranker: Ranker, query: str, resource: str) -> None:
    assert resource in found(ranker, query, limit=2)


@pytest.mark.parametrize(
    ("query", "resource"),
    [
        ("PO", "inventory.purchase_orders"),
        ("AP bills", "accounting.ap_bills"),
        ("AR aging", "accounting.invoices"),
        ("GL", "accounting.gl_accounts"),
        ("SKU", "pricebook.materials"),
        ("list of BUs", "settings.business_units"),
    ],
)
def test_acronyms_find_their_resource(ranker: Ranker, query: str, resource: str) -> None:
    assert found(ranker, query)[0] == resource


@pytest.mark.parametrize(
    ("query", "resource"),
    [
        ("disbursements to creditors", "accounting.ap_payments"),
        ("expenditure on a promotional initiative", "marketing.campaign_costs"),
        ("rescind the acceptance of a quotation", "salestech.estimates"),
        ("competencies of the workforce", "dispatch.technician_skills"),
        ("allocate personnel to an attendance", "dispatch.appointment_assignments"),
    ],
)
def test_formal_words_find_their_resource(ranker: Ranker, query: str, resource: str) -> None:
    assert resource in found(ranker, query, limit=2)


@pytest.mark.parametrize(
    ("query", "resource"),
    [
        ("órdenes de trabajo", "jpm.jobs"),
        ("cancelar la cita", "jpm.appointments"),
        ("nota de crédito", "accounting.credit_memos"),
        ("facturas vencidas", "accounting.invoices"),
        ("turnos de los técnicos", "dispatch.technician_shifts"),
        ("reschedule cita", "jpm.appointments"),
        ("vender list", "inventory.vendors"),
    ],
)
def test_spanish_is_understood_among_english_words(
    ranker: Ranker, query: str, resource: str
) -> None:
    assert resource in found(ranker, query, limit=2)


@pytest.mark.parametrize(
    ("query", "resource"),
    [
        ("acct pmt terms", "accounting.payment_terms"),
        ("cust hist", "customers"),
        ("resched appt", "jpm.appointments"),
        ("rcvd mtl", "inventory.receipts"),
        ("pm visits due", "memberships.recurring_service_events"),
        ("cxl wo", "jpm.jobs"),
    ],
)
def test_what_is_written_short_is_understood(ranker: Ranker, query: str, resource: str) -> None:
    assert resource in found(ranker, query, limit=2)


@pytest.mark.parametrize("query", ["receta de pollo", "que tiempo hace", "cuenta un chiste"])
def test_spanish_about_other_subjects_finds_nothing(ranker: Ranker, query: str) -> None:
    assert found(ranker, query) == []


@pytest.mark.parametrize(
    ("query", "tool"),
    [
        ("board for thursday", "get_dispatch_board"),
        ("is the sync stuck", "get_sync_status"),
        ("count rows with sql", "query_database"),
    ],
)
def test_curated_tools_have_sayings_too(ranker: Ranker, query: str, tool: str) -> None:
    assert ranker.search(query).hits[0].tools[0]["name"] == tool


def test_a_users_file_adds_words_to_the_shipped_ones(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(
        "means:\n  zorbo: estimate\n  on: purchase order\nresources:\n"
        "  jpm.projects: [mega flip, big one]\ntranslations:\n  estimate: soumission\n"
        "shorthand:\n  purchase order: qz\n"
    )

    ranker = Ranker(ROWS, load_thesaurus(file))

    assert found(ranker, "zorbo")[0] == "salestech.estimates"
    assert found(ranker, "soumission")[0] == "salestech.estimates"
    assert found(ranker, "qz")[0] == "inventory.purchase_orders"
    assert found(ranker, "mega flip")[0] == "jpm.projects"
    assert found(ranker, "quote")[0] == "salestech.estimates"


@pytest.mark.parametrize(
    ("query", "entry"),
    [
        ("open bill acme rentals", "outside: [acme rentals]"),
        ("recalibrate pump equipment", "deeds: [recalibrate]"),
    ],
)
def test_a_users_file_says_what_their_tools_do_not_do(
    ranker: Ranker, tmp_path: Path, query: str, entry: str
) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(entry)

    told = Ranker(ROWS, load_thesaurus(file))

    assert ranker.search(query).is_sure
    assert not told.search(query).is_sure


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("synonyms:\n  a: b\n", "no section is named 'synonyms'"),
        ("just a sentence", "has no sections"),
        ("means: [a, b]\n", "means holds no `word: meaning` lines"),
        ("means:\n  quote:\n", "means.quote says nothing"),
        ("means:\n  quote: {a: b}\n", "means.quote has to be words"),
        ("means: {quote: estimate\n", "is not YAML"),
    ],
)
def test_a_bad_file_is_named_with_its_fault(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(text)

    with pytest.raises(ThesaurusProblem) as caught:
        load_thesaurus(file)

    assert says in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ThesaurusProblem, match="cannot be read"):
        read_thesaurus(tmp_path / "absent.yaml")


def test_entries_for_unknown_resources_and_tools_are_refused() -> None:
    thesaurus = Thesaurus(resources={"crm.customer": ("client",)})

    with pytest.raises(ThesaurusProblem, match=r"'crm.customer'; did you mean crm.customers\?"):
        thesaurus.check({"crm.customers"}, {"crm_list_customers"})


def test_the_shipped_thesaurus_fits_the_catalogue() -> None:
    thesaurus = load_thesaurus()

    thesaurus.check({one["resource"] for one in ROWS}, {one["name"] for one in ROWS})

    operations = {one["resource"] for one in ROWS if "." in one["resource"]}
    assert operations <= thesaurus.resources.keys()
    assert len(thesaurus.means) >= 150


def test_what_words_mean_is_said_in_words_the_catalogue_uses() -> None:
    used = {stem(word) for one in ROWS for word in _words(one)}

    lost = {
        phrase: meanings
        for phrase, meanings in load_thesaurus().means.items()
        if not any(stem(word) in used for meaning in meanings for word in meaning.split())
    }

    assert not lost


def test_translations_are_words_that_the_search_knows() -> None:
    thesaurus = load_thesaurus()
    said = chain.from_iterable((*thesaurus.resources.values(), *thesaurus.tools.values()))
    used = {word for one in ROWS for word in _words(one)} | set(" ".join(said).split())
    reader = Reader(thesaurus, dict.fromkeys(used, 1))

    unknown = {
        english
        for english in (*thesaurus.translations, *thesaurus.shorthand)
        if "unknown" in {unit.kind for unit in reader.read(english)}
    }

    assert not unknown


def _words(one: dict[str, Any]) -> list[str]:
    text = f"{one['name']} {one['resource']} {one['summary']}".lower()
    return "".join(letter if letter.isalnum() else " " for letter in text).split()
