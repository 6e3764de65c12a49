//! The HTML report in a real browser: it opens from the disk, loads nothing, runs nothing but its own script, and its
//! tables sort and filter. The browser is the one that `SKINT_BROWSER` names, or else one on the path; on a machine
//! without any there is nothing to test with.

#![cfg(unix)] // commands reach the browser through file descriptors of its own

#[path = "../common/binary.rs"]
mod binary;
mod browser;

use binary::{folder, run, write};
use browser::{Browser, Page};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The report of what lies in a folder, written into another one.
fn report(name: &str, of: &Path) -> PathBuf {
    let file = folder(name).join("report.html");
    let output = format!("html={}", file.display());
    let (status, out, err) =
        run(of, &["check", "--quiet", "--fail-on", "never", "--as-of", "2026-11-22", "--output", &output]);
    assert_eq!(status, Some(0), "{out}{err}");
    file
}

fn numbers(page: &mut Page<'_>, script: &str) -> Vec<f64> {
    let found = page.says(script);
    found.as_array().expect("a list").iter().map(|one| one.as_f64().expect("a number")).collect()
}

/// Sums of the column that says what a call costs at most, in order of rows.
const PRICES: &str = "[...document.querySelectorAll('#calls tbody tr')].map((row) => Number(row.cells[5].dataset.key))";

#[test]
fn tables_sort_and_filter_and_nothing_is_loaded() {
    let Some(mut browser) = Browser::start("page") else { return };
    let mut page = browser.open(&report("page-report", Path::new("examples/support-desk")));
    let calls = page.says("document.querySelectorAll('#calls tbody tr').length").as_u64().expect("a number");
    assert!(calls > 3, "{calls}");
    let price = "[...document.querySelectorAll('#calls th')][5]";
    assert_eq!(page.says(&format!("{price}.textContent")), "a call, at most");
    page.says(&format!("{price}.click()"));
    let up = numbers(&mut page, PRICES);
    assert!(up.is_sorted() && up.first() < up.last(), "{up:?}");
    // A keyboard does the same.
    page.says(&format!("{price}.focus()"));
    page.presses_enter();
    let down = numbers(&mut page, PRICES);
    assert!(down.iter().rev().is_sorted() && down.len() == up.len(), "{down:?}");
    assert_eq!(page.says(&format!("{price}.getAttribute('aria-sort')")), "descending");
    let shown = "[...document.querySelectorAll('#calls tbody tr')].filter((row) => row.offsetHeight > 0).length";
    assert_eq!(page.says(shown), calls);
    let field = "document.querySelector('input[data-table=calls]')";
    let typed = |text: &str| format!("{field}.value = '{text}'; {field}.dispatchEvent(new Event('input')); {shown}");
    let haiku = page.says(&typed("HAIKU")).as_u64().expect("a number");
    assert!(0 < haiku && haiku < calls, "{haiku} of {calls}");
    assert_eq!(page.says(&typed("no such call")), 0);
    assert_eq!(page.says(&typed("")), calls);
    let formula = "document.querySelector('#calls details')";
    assert_eq!(page.says(&format!("{formula}.open")), false);
    let opened = page
        .says(&format!("{formula}.querySelector('summary').click(); {formula}.querySelector('ul').offsetHeight > 0"));
    assert_eq!(opened, true, "each call shows how its figure comes about");
    let areas = numbers(
        &mut page,
        "[...document.querySelectorAll('svg rect')].map((r) => r.getBoundingClientRect().width * r.getBoundingClientRect().height)",
    );
    assert!(areas.len() > 1 && areas.iter().all(|area| *area > 0.0), "{areas:?}");
    page.is_quiet();
}

#[test]
fn nothing_that_stands_in_a_repository_runs() {
    let Some(mut browser) = Browser::start("hostile") else { return };
    let place = folder("hostile-tree");
    let bad = "</script><script>window.ran = 1</script><img src=x onerror=\"window.ran = 2\">";
    let text = format!(
        "import anthropic\n\ndef ask(q):\n    return anthropic.Anthropic().messages.create(model='claude-3-opus-20240229', \
         system=\"\"\"{bad}\"\"\", messages=[])\n"
    );
    write(&place, "a&b <script>window.ran = 3<!--.py", &text);
    write(&place, "javascript:window.ran=4;'\"`${1}.py", &text);
    write(&place, "skint.toml", "[models]\nallow = [\"haiku\"]\n");
    let mut page = browser.open(&report("hostile-report", &place));
    assert_eq!(page.says("document.querySelectorAll('#calls tbody tr').length"), 2);
    assert_eq!(page.says("document.scripts.length"), 1);
    assert_eq!(page.says("document.images.length + document.links.length"), 0);
    page.says("for (const head of document.querySelectorAll('th')) head.click()");
    assert_eq!(page.says("window.ran === undefined"), Value::Bool(true));
    page.is_quiet();
}
