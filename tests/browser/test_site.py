"""Every kind of page in a real browser, from disk and from a plain server: it renders, asks nobody, and adds up."""

from __future__ import annotations

import filecmp
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import EVIL, EVIL_NAME, Site, Watched
from warehouse.evidence.sentences import told
from warehouse.review.values import KINDS

LISTS = ("index", "flagged", "rejects", "conflicts", "decided", "coverage")
FROM_BOTH = pytest.mark.parametrize("watched", ["disk", "server"], indirect=True)


def shown(page: Page) -> int:
    return int(page.locator(".count").get_attribute("data-shown") or -1)


@FROM_BOTH
@pytest.mark.parametrize("name", LISTS)
def test_every_list_renders_and_its_counts_are_those_of_the_release(watched: Watched, name: str) -> None:
    page = watched.open(f"{name}.html")
    lines = page.locator("#sums li")
    expect(lines.first).to_be_visible()
    expect(page.locator("#sums li.differs")).to_have_count(0)
    assert page.locator("#sums li.agrees").count() == lines.count() > 0
    assert page.locator("main").inner_text().strip()


@FROM_BOTH
def test_every_report_renders_with_its_figures(watched: Watched, site: Site) -> None:
    listed = site.query("select distinct substr(sha256, 1, 16) from marts.mart_load_quality")
    assert len(listed) == 8
    for (report_id,) in listed:
        page = watched.open(f"reports/{report_id}.html")
        expect(page.locator("#report-head h1")).not_to_be_empty()
        facts = " union all ".join(
            f"select fact_id from marts.fct_{kind} where report_id = '{report_id}'" for kind in KINDS
        )
        [(count,)] = site.query(f"select count(*) from ({facts})")
        [(rejects,)] = site.query(f"select count(*) from rejects.cell where report_id = '{report_id}'")
        assert page.locator("#facts .fact").count() == count + rejects


def test_counts_add_up_to_the_release(watched: Watched, site: Site) -> None:
    [(facts, flagged, rejects, conflicts)] = site.query(
        "select fact_count, flagged_count, rejected_cell_count, open_conflict_count from marts.release"
    )
    page = watched.open("index.html")
    sums = {name: int(page.locator(f"tfoot [data-sum={name}]").inner_text().replace(",", "")) for name in
            ("facts", "ok", "derived", "flagged", "corrected", "rejected")}  # fmt: skip
    assert (sums["facts"], sums["flagged"], sums["rejected"]) == (facts, flagged, rejects)
    assert sums["ok"] + sums["derived"] + sums["flagged"] + sums["corrected"] == facts
    for name, count in (("flagged", flagged), ("rejects", rejects)):
        assert shown(watched.open(f"{name}.html")) == count > 0
    page = watched.open("conflicts.html?status=open")
    assert shown(page) == conflicts > 0
    page = watched.open("coverage.html")
    counts = "select sum(found_kpi_count), sum(expected_kpi_count) from marts.mart_load_quality"
    [(found, expected)] = site.query(f"{counts} where outcome <> 'duplicate'")
    assert (shown(page), int(page.locator(".count").get_attribute("data-all") or 0)) == (found, expected)


def test_what_checks_found_is_said_in_japanese(site: Site) -> None:
    details = {detail for (detail,) in site.query("select detail from marts.mart_source_conflict")}
    for kind in KINDS:
        for (checks,) in site.query(f"select distinct checks from marts.fct_{kind} where checks is not null"):
            details |= {check["detail"] for check in json.loads(checks)}
    assert len(details) > 20
    assert [detail for detail in details if told(detail)[1] is None] == []


def test_a_count_that_differs_is_shown_as_wrong(watched: Watched) -> None:
    page = watched.open("index.html")
    page.evaluate("showSums(document.getElementById('sums'), [['facts', 3, 4], ['ok', 2, 2]])")
    expect(page.locator("#sums li.differs")).to_have_text(re.compile("facts.*3.*4"))


def test_filters_narrow_a_list_and_stand_in_the_address(watched: Watched, site: Site) -> None:
    page = watched.open("flagged.html")
    whole = shown(page)
    for name in ("branch", "kind", "class", "report"):
        control = page.locator(f"select[data-filter={name}]")
        option = control.locator("option").nth(1)
        value, text = option.get_attribute("value"), option.text_content() or ""
        control.select_option(value)
        assert shown(page) == int(text.rsplit("(", 1)[1][:-1]) <= whole
        assert f"{name}=" in page.url
        page.reload()
        assert page.locator(f"select[data-filter={name}]").input_value() == value
        page.get_by_role("button", name="Clear").click()
        assert shown(page) == whole
    page.locator("input[type=search]").fill("no such word anywhere")
    assert shown(page) == 0
    expect(page.get_by_text("Nothing to show")).to_be_visible()


def test_a_list_is_sorted_by_its_heads(watched: Watched) -> None:
    page = watched.open("index.html")
    page.locator("th.sum button").first.click()
    numbers = [int(text.replace(",", "")) for text in page.locator("td.c-facts").all_inner_texts()]
    assert numbers == sorted(numbers) and len(set(numbers)) > 1
    page.locator("th.sum button").first.click()
    assert [int(text.replace(",", "")) for text in page.locator("td.c-facts").all_inner_texts()] == numbers[::-1]


def test_a_row_of_a_list_leads_to_its_fact(watched: Watched) -> None:
    page = watched.open("flagged.html")
    link = page.locator("td.case a").first
    fact_id = (link.get_attribute("href") or "").split("#")[1]
    link.click()
    expect(page.locator("#facts [aria-selected=true]")).to_have_attribute("data-id", fact_id)


def test_a_list_is_walked_by_keys(watched: Watched) -> None:
    page = watched.open("flagged.html")
    hrefs = page.locator("td.case a").evaluate_all("links => links.map(link => link.href)")
    for key, number in (("j", 0), ("ArrowDown", 1), ("n", 2), ("k", 1), ("p", 0)):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.href") == hrefs[number]
    page.keyboard.press("Enter")
    page.wait_for_url(hrefs[0])


#: Text elements whose contrast to what is behind them is below 4.5 (3 for large type), where that is one colour.
LOW_CONTRAST = """() => {
  const parse = color => (color.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const over = (top, below) => top.slice(0, 3).map((v, i) => v * (top[3] ?? 1) + below[i] * (1 - (top[3] ?? 1)));
  const behind = element => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      if (e.closest('.heat.not') || getComputedStyle(e).backgroundImage !== 'none') return null;
      layers.push(parse(getComputedStyle(e).backgroundColor));
      if ((layers.at(-1)[3] ?? 1) === 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
  };
  const texts = [...document.querySelectorAll('body *')].filter(e => e.offsetParent && !e.closest(':disabled, .sheet')
    && [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  return texts.flatMap(e => {
    const style = getComputedStyle(e), ground = behind(e);
    if (!ground || e.closest('[aria-pressed=false]')) return [];
    const [a, b] = [light(over(parse(style.color), ground)), light(ground)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.6 && Number(style.fontWeight) >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    const name = `${e.tagName}.${e.className} "${e.textContent.slice(0, 20)}"`;
    return ratio < (large ? 3 : 4.5) ? [`${name} ${ratio.toFixed(2)}`] : [];
  });
}"""


@pytest.mark.parametrize("path", [*(f"{name}.html" for name in LISTS), "report", "text"])
def test_type_is_readable_from_the_back_of_the_room(watched: Watched, site: Site, path: str) -> None:
    reports = {"report": "tokushima-2023-h1-progress.pdf", "text": EVIL_NAME}
    page = watched.open(f"reports/{site.report(reports[path])}.html" if path in reports else path)
    if path in reports:
        page.keyboard.press("n")
    assert sorted(set(page.evaluate(LOW_CONTRAST))) == []
    small = (
        "[...document.querySelectorAll('main *')].filter(e => e.offsetParent && !e.closest('.sheet, mark')"
        " && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())"
        " && parseFloat(getComputedStyle(e).fontSize) < 12.5).map(e => e.className + ' ' + e.textContent)"
    )
    assert page.evaluate(small) == []


def test_a_cell_of_the_heat_map_leads_to_the_reports(watched: Watched) -> None:
    page = watched.open("coverage.html")
    page.locator("td.heat.all button").first.click()
    page.locator(".pieces a").first.click()
    expect(page.locator("#facts [aria-selected=true]")).to_have_count(1)


def test_copies_and_broken_files_are_listed_with_the_reason(watched: Watched, site: Site) -> None:
    page = watched.open("index.html?outcome=duplicate")
    assert shown(page) == 1 and "the same content as" in page.locator("tbody").inner_text()
    page = watched.open(f"reports/{site.report('broken.pdf')}.html")
    expect(page.locator("#report-head")).to_contain_text("broken.pdf")
    expect(page.locator("#report-head .why")).not_to_be_empty()
    expect(page.locator(".no-picture")).to_contain_text("drawing the page failed")


def test_hostile_names_and_texts_are_text(watched: Watched, site: Site) -> None:
    page = watched.open(f"reports/{site.report(EVIL_NAME)}.html")
    expect(page.locator("#report-head h1")).to_have_text(EVIL_NAME)
    assert EVIL in page.locator(".text-sheet").inner_text()
    assert page.locator("img[src=x]").count() == 0
    for name in ("index", "rejects", "flagged"):
        assert watched.open(f"{name}.html").locator("img[src=x]").count() == 0
    page = watched.open("index.html")
    expect(page.get_by_text(EVIL_NAME)).to_be_visible()
    for path in site.folder.rglob("*.html"):
        assert "onerror=evil()>" not in path.read_text(encoding="utf-8")


def test_no_page_names_another_host(site: Site) -> None:
    for path in [*site.folder.rglob("*.html"), *site.folder.glob("static/*")]:
        assert not re.search(r"https?://|@import|url\(", path.read_text(encoding="utf-8")), path.name


def test_both_languages_and_the_choice_is_remembered(watched: Watched) -> None:
    page = watched.open("index.html")
    expect(page.get_by_role("heading", name="Reports")).to_be_visible()
    page.get_by_role("button", name="日本語").click()
    expect(page.get_by_role("heading", name="報告書一覧")).to_be_visible()
    expect(page.get_by_role("heading", name="Reports")).to_be_hidden()
    expect(page.locator("input[type=search]")).to_have_attribute("aria-label", "絞り込み（自由語）")
    page = watched.open("flagged.html")
    expect(page.get_by_role("heading", name="要確認")).to_be_visible()
    page.keyboard.press("l")
    expect(page.get_by_role("heading", name="Flagged")).to_be_visible()


def test_the_data_docs_and_the_site_know_each_other(watched: Watched) -> None:
    page = watched.open(
        "reports/" + Path(watched.open("index.html").locator("td.report a").first.get_attribute("href") or "").name
    )
    assert page.locator("nav a", has_text="Data Docs").get_attribute("href") == "../../data_docs/index.html"
    front = Path(__file__).parents[2] / "expectations" / "site" / "front_page.html.j2"
    assert 'href="../evidence/index.html"' in front.read_text(encoding="utf-8")


def test_the_same_inputs_give_the_same_site(site: Site, again: Path) -> None:
    first, second = (
        {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        for folder in (site.folder, again)
    )
    assert first == second
    _, different, unread = filecmp.cmpfiles(site.folder, again, sorted(first), shallow=False)
    assert (different, unread) == ([], [])


def test_data_files_are_one_call_each(site: Site) -> None:
    for path in (site.folder / "data").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("evidence.data(") and text.count("\n") == 1
        json.loads("[" + text.removeprefix("evidence.data(").removesuffix(");\n") + "]")
