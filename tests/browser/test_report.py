"""The page of one report: boxes, list and evidence belong together, and a reviewer needs no mouse."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import EVIL_NAME, Site, Watched
from tests.browser.test_site import FROM_BOTH
from warehouse import inputs
from warehouse.review.decisions import CONFLICT_COLUMNS, FACT_COLUMNS

SCORED = "tokushima-2023-h1-progress.pdf"
PLAN = "yamagata-2021-action-plan.pdf"
TEXT = "mie-2024-q1-progress.txt"


def open_report(watched: Watched, site: Site, name: str, fact_id: str = "") -> Page:
    page = watched.open(f"reports/{site.report(name)}.html{'#' + fact_id if fact_id else ''}")
    expect(page.locator("#facts .fact").first).to_be_attached()
    return page


def selected(page: Page) -> str:
    expect(page.locator("#facts [aria-selected=true]")).to_have_count(1)
    return page.locator("#facts [aria-selected=true]").get_attribute("data-id") or ""


def entry(page: Page, fact_id: str) -> dict:
    return page.evaluate("id => evidence.store.report.facts.find(fact => fact.id === id)", fact_id)


def is_in_view(page: Page, selector: str) -> bool:
    return page.evaluate(
        "selector => { const mark = document.querySelector(selector).getBoundingClientRect();"
        " const pane = document.getElementById('sheets').getBoundingClientRect();"
        " return mark.top >= pane.top - 1 && mark.bottom <= pane.bottom + 1; }",
        selector,
    )


@FROM_BOTH
def test_a_click_on_a_box_opens_its_fact(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    boxes = page.locator(".sheet .box")
    for number in (0, boxes.count() // 2, boxes.count() - 1):
        ids = (boxes.nth(number).get_attribute("data-ids") or "").split()
        boxes.nth(number).dispatch_event("click")
        assert selected(page) in ids
        expect(page.locator("#detail .id code")).to_have_text(selected(page))
        assert page.url.endswith("#" + selected(page))


@FROM_BOTH
def test_a_click_on_a_fact_shows_its_box(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    lines = page.locator("#facts .fact")
    for number in (lines.count() - 1, 3):
        fact_id = lines.nth(number).get_attribute("data-id") or ""
        lines.nth(number).click()
        box = page.locator(".sheet .box.selected")
        assert fact_id in (box.get_attribute("data-ids") or "")
        assert is_in_view(page, ".sheet .box.selected")
        assert box.evaluate("box => Number(box.closest('.sheet').dataset.page)") == entry(page, fact_id)["page"]


def test_the_place_that_names_branch_and_year_is_outlined(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    page.locator("#to-header").click()
    expect(page.locator("#header-box")).to_be_in_viewport()


def test_boxes_lie_on_the_words_of_their_cells(watched: Watched, site: Site) -> None:
    """The middle of a box on the screen is the middle of its bbox on the paper."""
    page = open_report(watched, site, SCORED)
    facts = page.evaluate("evidence.store.report.facts.filter(fact => fact.box)")
    for fact in facts[:: max(1, len(facts) // 12)]:
        places = page.evaluate(
            "id => { const box = [...document.querySelectorAll('.sheet .box')]"
            ".find(box => box.dataset.ids.split(' ').includes(id)), mark = box.getBoundingClientRect();"
            " const img = box.closest('.sheet').querySelector('img').getBoundingClientRect();"
            " return [(mark.left - img.left) / img.width, (mark.top - img.top) / img.height]; }",
            fact["id"],
        )
        width, height = page.evaluate("page => evidence.store.report.pages[page - 1].slice(1, 3)", fact["page"])
        assert places == pytest.approx([fact["bbox"][0] / width, fact["bbox"][1] / height], abs=0.003)


def test_every_fact_with_a_box_has_one_and_every_open_case_a_sign(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    ids = {
        fact_id
        for box in page.locator(".sheet .box").all()
        for fact_id in (box.get_attribute("data-ids") or "").split()
    }
    assert ids == set(page.evaluate("evidence.store.report.facts.filter(fact => fact.box).map(fact => fact.id)"))
    assert page.locator(".box.flagged").count() == page.locator(".box.flagged .sign:not(:empty)").count() > 0


def test_facts_that_share_a_place_follow_each_other(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    shared = page.locator(".sheet .box[data-ids*=' ']").first
    ids = (shared.get_attribute("data-ids") or "").split()
    seen = []
    for _ in ids:
        shared.dispatch_event("click")
        seen.append(selected(page))
    assert sorted(seen) == sorted(ids)


def test_the_evidence_tells_how_a_fact_was_read(watched: Watched, site: Site) -> None:
    [(fact_id, value, checks)] = site.query(
        "select fact_id, value, checks from marts.fct_monthly_actual where page is not null and checks <> '[]' "
        "and kpi_code is not null and is_current order by fact_id limit 1"
    )
    [(name,)] = site.query(f"select file_name from marts.dim_report join marts.fct_monthly_actual using (report_id) "
                           f"where fact_id = '{fact_id}'")  # fmt: skip
    page = open_report(watched, site, name, fact_id)
    detail = page.locator("#detail")
    expect(detail.locator(".crop img")).to_be_visible()
    for word in ("How it was read", "Row label", "Column label", "Text as printed", "KPI code", "by the words", "Rule"):
        expect(detail).to_contain_text(word)
    assert detail.locator(".checks li").count() == len(json.loads(checks))
    expect(detail.locator(".mart tr", has_text="value").first).to_contain_text(f"{value:g}")
    expect(detail).to_contain_text("marts.mart_kpi_monthly")


def test_one_key_leads_through_the_open_cases_and_on(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    wanted = page.evaluate("evidence.store.report.facts.filter(isOpen).map(fact => fact.id)")
    seen = []
    for _ in wanted:
        page.keyboard.press("n")
        seen.append(selected(page))
    assert seen == wanted and len(seen) > 2
    page.keyboard.press("p")
    assert selected(page) == wanted[-2]
    page.keyboard.press("n")
    before = page.url.split("#")[0]
    page.keyboard.press("n")
    page.wait_for_url(lambda url: url.split("#")[0] != before)
    page.wait_for_function("location.hash.length > 8")
    assert entry(page, selected(page))["state"] in ("flagged", "rejected")


def test_lists_pages_and_filters_work_by_keys(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    order = page.evaluate("evidence.store.report.facts.map(fact => fact.id)")
    for key, number in (("j", 0), ("ArrowDown", 1), ("j", 2), ("k", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        assert selected(page) == order[number]
    pages = page.evaluate("evidence.store.report.pages.length")
    page.keyboard.press("]")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".page-number")).to_have_text(f"3 / {pages}")
    page.keyboard.press("[")
    expect(page.locator(".page-number")).to_have_text(f"2 / {pages}")
    width = page.locator(".sheet").first.bounding_box()["width"]
    page.keyboard.press("+")
    assert page.locator(".sheet").first.bounding_box()["width"] == pytest.approx(1.25 * width, abs=2)
    page.keyboard.press("0")
    assert page.locator(".sheet").first.bounding_box()["width"] == width
    page.keyboard.press("/")
    page.keyboard.type("jk1?n")
    assert page.locator("#fact-tools input[type=search]").input_value() == "jk1?n"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()


def test_states_can_be_hidden_on_page_and_list(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    for state in ("ok", "flagged"):
        count = page.locator(f"#facts .fact.{state}:visible").count()
        toggle = page.locator(f".toggle[data-state={state}]")
        assert int(toggle.get_attribute("data-count") or 0) == count > 0
        toggle.click()
        assert page.locator(f"#facts .fact.{state}:visible").count() == 0
        assert page.locator(f".box.{state}:visible").count() == 0
        page.keyboard.press("1" if state == "ok" else "3")
        assert page.locator(f"#facts .fact.{state}:visible").count() == count
    page.keyboard.press("o")
    assert page.locator("#facts .fact:visible").count() == page.evaluate(
        "evidence.store.report.facts.filter(isOpen).length"
    )


def test_list_filters_agree_with_their_counts(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    control = page.locator("#fact-tools select[data-filter=kind]")
    for option in control.locator("option").all()[1:]:
        control.select_option(option.get_attribute("value"))
        count = int((option.text_content() or "").rsplit("(", 1)[1][:-1])
        assert page.locator("#facts .fact:visible").count() == count


@FROM_BOTH
def test_a_text_shows_its_lines_with_the_spans_marked(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, TEXT)
    lines = (
        (site.warehouse.raw / page.evaluate("evidence.store.report.report.sha256"))
        .read_text(encoding="utf-8")
        .splitlines()
    )
    assert page.locator(".text-sheet .line").count() in (len(lines), len(lines) + 1)
    facts = page.evaluate("evidence.store.report.facts.filter(fact => fact.span && fact.span[0] === fact.span[2])")
    for fact in facts[:: max(1, len(facts) // 10)]:
        page.locator(f"#fact-{fact['id']}").click()
        line, start, _, end = fact["span"]
        marked = page.locator(f"#line-{line} mark.selected")
        assert (
            "".join(marked.evaluate_all("marks => marks.map(m => m.lastChild.data)"))
            == lines[line - 1][start - 1 : end]
        )
    mark = page.locator(".text-sheet mark").first
    mark.click()
    assert selected(page) in (mark.get_attribute("data-ids") or "")


def row_shown(page: Page, number: int = 0) -> list[str]:
    [row] = list(csv.reader(io.StringIO(page.locator(".decide .csv").nth(number).inner_text()), strict=True))
    return row


def go_to_open_fact(page: Page) -> None:
    """Goes on to the first open case that is a fact: rejects, which come between, hold no row to decide."""
    for _ in range(page.locator("#facts .fact").count()):
        page.keyboard.press("n")
        if entry(page, selected(page))["kind"] != "reject":
            return


def test_a_fact_that_nobody_doubts_can_be_corrected_too(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    page.locator("#facts .fact.ok").first.click()
    expect(page.locator(".decide")).to_be_hidden()
    page.locator(".decide-anyway > summary").click()
    page.locator(".decide [data-field=value_right]").fill("59.5")
    expect(page.locator(".decide .csv").first).to_contain_text(",59.5,corrected,")


def test_an_open_case_shows_the_row_that_decides_it(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    go_to_open_fact(page)
    fact = entry(page, selected(page))
    fields = page.evaluate("FACT_FIELDS")
    row = dict(zip(fields, row_shown(page), strict=True))
    assert (row["fact_id"], row["report_id"], row["decision"]) == (fact["id"], site.report(SCORED), "confirmed")
    assert row["value_seen"] and not row["value_right"] and not row["approved_by"]
    page.get_by_text("Correct it").click()
    page.locator("input[data-field=value_right]").fill('61,5 "%"')
    page.locator("input[data-field=reason]").fill("read twice, it's so")
    page.locator("input[data-field=proposed_by]").fill("Sato")
    row = dict(zip(fields, row_shown(page), strict=True))
    assert (row["decision"], row["value_right"], row["reason"]) == ("corrected", '61,5 "%"', "read twice, it's so")
    page.locator(".decide summary").click()
    expect(page.locator(".decide details .csv")).to_contain_text("--reason 'read twice, it'\\''s so'")
    page.reload()
    assert dict(zip(fields, row_shown(page), strict=True))["proposed_by"] == "Sato"


def test_the_rows_shown_are_accepted_once_they_are_approved(watched: Watched, site: Site, tmp_path) -> None:
    """What the site shows, signed by a second person, is a corrections file that a load applies."""
    [(conflict_id, fact_id)] = site.query(
        "select conflict_id, left_fact_id from marts.mart_source_conflict order by 1 limit 1"
    )
    pages = {
        "facts.csv": (f"reports/{site.report(PLAN)}.html", "FACT_FIELDS"),
        "conflicts.csv": (f"conflicts.html#{conflict_id}", "CONFLICT_FIELDS"),
    }
    for name, (path, fields) in pages.items():
        page = watched.open(path)
        if name == "facts.csv":
            page.keyboard.press("n")
        page.locator("input[data-field=reason]").fill("compared with the print, line by line")
        page.locator("input[data-field=proposed_by]").fill("Sato")
        columns = page.evaluate(fields)
        row = dict(zip(columns, row_shown(page), strict=True))
        row |= {"approved_by": "Suzuki", "approved_on": row["proposed_on"]}
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([columns, [row[column] for column in columns]])
    today = date.fromisoformat(row["proposed_on"])
    decisions = inputs.collect(site.warehouse, tmp_path, today).decisions
    assert {"confirmed", "overruled"} == {decision.effect for decision in decisions}
    assert fact_id in {decision.fact_id for decision in decisions if decision.conflict_id}


def test_the_columns_are_those_of_the_corrections_files(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    assert tuple(page.evaluate("FACT_FIELDS")) == FACT_COLUMNS
    assert tuple(page.evaluate("CONFLICT_FIELDS")) == CONFLICT_COLUMNS


def test_the_row_is_copied_by_button_and_key(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    page.evaluate(
        "window.copied = []; navigator.clipboard ??= {};"
        " navigator.clipboard.writeText = async text => copied.push(text); null"
    )
    go_to_open_fact(page)
    page.locator(".decide").get_by_role("button", name="Copy row").click()
    page.keyboard.press("c")
    expect(page.locator("#said")).to_have_text("Copied")
    assert page.evaluate("copied") == [page.locator(".decide .csv").first.inner_text()] * 2
    page.locator("#copy-rows").click()
    rows = list(csv.reader(io.StringIO(page.evaluate("copied[2]")), strict=True))
    open_facts = page.evaluate(
        "evidence.store.report.facts.filter(fact => isOpen(fact) && fact.kind !== 'reject').map(fact => fact.id)"
    )
    assert [row[0] for row in rows] == open_facts and {len(row) for row in rows} == {13}


def test_a_reject_says_what_to_do(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, EVIL_NAME)
    page.locator("#facts .fact.rejected").first.click()
    expect(page.locator("#detail")).to_contain_text("1,3,5")
    expect(page.locator("#detail .hint")).to_contain_text("no fact that could be corrected")
    expect(page.locator("mark.rejected.selected")).to_contain_text("1,3,5")


def test_two_places_that_disagree_stand_side_by_side(watched: Watched, site: Site) -> None:
    conflicts = site.query(
        "select conflict_id, left_value, right_value, left_fact_id from marts.mart_source_conflict order by 1"
    )
    conflict_id, left, right, left_fact = conflicts[0]
    page = watched.open(f"conflicts.html#{conflict_id}")
    expect(page.locator(".side")).to_have_count(2)
    assert [text.split()[0] for text in page.locator(".side-value").all_inner_texts()] == [left, right]
    expect(page.locator(".side .crop img")).to_have_count(2)
    for image in page.locator(".side .crop img").all():
        assert image.evaluate("image => image.complete && image.naturalWidth > 500")
    row = dict(zip(page.evaluate("CONFLICT_FIELDS"), row_shown(page), strict=True))
    assert (row["conflict_id"], row["left_value"], row["right_value"], row["decision"]) == (
        conflict_id,
        left,
        right,
        "left",
    )
    page.keyboard.press("j" if len(conflicts) > 1 else "k")
    page.goto(f"{watched.base}/conflicts.html#{conflict_id}")
    page.locator(".side a").first.click()
    assert selected(page) == left_fact
    expect(page.locator("#detail .conflict").first).to_contain_text("Disagrees with")
    page.locator("#detail .conflict a", has_text="Compare").first.click()
    expect(page.locator(".side")).to_have_count(2)


def test_a_crop_shows_the_box_where_it_is_on_the_page(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    last = page.evaluate("evidence.store.report.facts.filter(fact => fact.box).sort((a, b) => b.box[1] - a.box[1])[0]")
    page.goto(f"{watched.base}/reports/{site.report(SCORED)}.html#{last['id']}")
    crop = page.locator("#detail .crop").first
    expect(crop).to_be_visible()
    image, box = crop.locator("img").bounding_box(), crop.locator(".box").bounding_box()
    assert image and box
    for start, size, at in (("x", "width", 0), ("y", "height", 1)):
        assert 100 * (box[start] - image[start]) / image[size] == pytest.approx(last["box"][at], abs=0.1)
        assert 100 * box[size] / image[size] == pytest.approx(last["box"][at + 2], abs=0.1)


def test_a_reason_is_a_sentence_in_the_chosen_language(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, PLAN)
    flagged = page.evaluate("evidence.store.report.facts.find(fact => fact.state === 'flagged')")
    reason = flagged["why"]
    page.goto(f"{watched.base}/reports/{site.report(PLAN)}.html#{flagged['id']}")
    said = page.locator("#detail .why .says")
    expect(said).to_be_hidden()
    expect(page.locator("#detail .why .as-written")).to_have_text(reason)
    page.keyboard.press("l")
    expect(said).to_be_visible()
    assert (said.text_content() or "").endswith("。")
    expect(page.locator("#detail .why .as-written")).to_have_text(reason)


def test_controls_have_names_and_the_focus_is_seen(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    unnamed = page.evaluate(
        "[...document.querySelectorAll('button, a, select, input')].filter(e => e.offsetParent"
        " && !(e.getAttribute('aria-label') || e.innerText || '').trim() && !e.labels?.length).map(e => e.outerHTML)"
    )
    assert unnamed == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_nothing_is_wider_than_the_screen_and_print_shows_all(watched: Watched, site: Site) -> None:
    page = open_report(watched, site, SCORED)
    for width, height in ((1440, 900), (1920, 1080), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    expect(page.locator("#sheet-tools")).to_be_hidden()
    assert page.locator("#facts").evaluate("list => list.scrollHeight <= list.clientHeight + 1")
