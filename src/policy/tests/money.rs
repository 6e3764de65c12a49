//! Prices, budgets and traffic.

use super::*;
use crate::catalog::platform::Platform;

fn dollars(text: &str) -> Money {
    Money::from_decimal(text).expect("a sum")
}

#[test]
fn prices_are_those_of_the_path_and_of_the_file_that_wins() {
    let policy = good(
        "[prices]\ndiscount-percent = 12.5\nplatform = \"bedrock\"\nregion = \"us\"\n\
         [prices.models]\n\"anthropic.claude-opus-5\" = { input-usd = 4, cache-read-usd = 0.4 }\n\
         claude-haiku-5 = { discount-percent = 20 }\n\
         [[override]]\npaths = [\"eu\"]\nprices = { region = \"regional\", models = { claude-opus-5 = { output-usd = 20 } } }\n",
    );
    let prices = policy.prices("eu/a.py");
    assert_eq!(prices.region.as_ref().map(|stated| (stated.value, stated.line.line)), Some((Region::Regional, 10)));
    assert_eq!(prices.platform.as_ref().map(|stated| stated.value), Some(Platform::Bedrock));
    let opus = prices.of_model("claude-opus-5").expect("it has prices");
    assert_eq!(opus.input.as_ref().map(|stated| stated.value), Some(dollars("4")));
    assert_eq!(opus.output.as_ref().map(|stated| stated.value), Some(dollars("20")));
    assert!(policy.prices("a.py").of_model("claude-opus-5").is_some_and(|opus| opus.output.is_none()));
    let discount = |id: &str| prices.discount_on(id).map(|stated| stated.value);
    assert_eq!((discount("claude-opus-5"), discount("claude-haiku-5")), (Some(125), Some(200)));
    assert!(good("").prices("a.py").discount.is_none());
}

#[test]
fn a_budget_is_that_of_the_path_before_that_of_all() {
    let policy = good(
        "[budget]\nper-call-usd = 0.50\nmonthly-usd = 2_500\nincrease = { monthly-usd = 200, percent = 15 }\n\
         [[budget.path]]\npath = \"research\"\nper-call-usd = 5\nmonthly-usd = 100\n",
    );
    let limit = |stated: Option<Stated<Money>>| stated.map(|stated| (stated.value, stated.line.line));
    assert_eq!(limit(policy.budget("a.py").per_call), Some((dollars("0.5"), 2)));
    assert_eq!(limit(policy.budget("research/a.py").per_call), Some((dollars("5"), 7)));
    assert_eq!(policy.budget("research/a.py").increase.percent.map(|stated| stated.value), Some(150));
    assert!(policy.budget("a.py").per_site.is_none());
    let shared = policy.shared_budgets();
    let shown: Vec<_> = shared.iter().map(|budget| (budget.path(), limit(budget.monthly.clone()))).collect();
    assert_eq!(shown, [(None, Some((dollars("2500"), 3))), (Some("research"), Some((dollars("100"), 8)))]);
    assert!(shared[0].covers("research/a.py") && shared[1].covers("research/a.py") && !shared[1].covers("a.py"));
}

#[test]
fn a_sum_is_bounded_by_the_folder_and_by_those_above() {
    let load = |_: &Document, name: &str| {
        Ok(Document::new(name, "[budget]\nmonthly-usd = 9\nper-site-usd = 3\nincrease = { percent = 5 }\n"))
    };
    let inner = Document {
        ground: Ground::Beneath("service/".to_owned()),
        ..Document::new("service/skint.toml", "extends = \"base.toml\"\n[budget]\nmonthly-usd = 100\n")
    };
    let outer = Document::new("skint.toml", "[budget]\nmonthly-usd = 1000\n");
    let policy = with_vocabulary(|known| Policy::of(vec![inner, outer], &load, known)).expect("right");
    let shared = policy.shared_budgets();
    let sums: Vec<_> = shared.iter().filter_map(|budget| Some(budget.monthly.as_ref()?.value)).collect();
    assert_eq!(sums, [dollars("100"), dollars("1000")]);
    assert_eq!(shared[0].increase.percent.as_ref().map(|stated| stated.value), Some(50));
    assert!(shared[0].covers("service/a.py") && !shared[0].covers("a.py") && shared[1].covers("service/a.py"));
    assert!(policy.budget("service/a.py").per_site.is_some() && policy.budget("a.py").per_site.is_none());
}

#[test]
fn traffic_is_counted_by_the_month() {
    let policy = good(
        "[[traffic]]\npath = \"src\"\ncalls-per-day = 12\n[[traffic]]\nfunction = \"ask\"\ncalls-per-hour = 2\n\
         [[traffic]]\nroute = \"/t/{id}/*\"\ncalls-per-month = 40_000\ncache-hit-rate = 0.9\noutput-tokens = 400\nturns = 6\n",
    );
    let calls: Vec<_> = policy.traffic().filter_map(|traffic| Some(traffic.calls_per_month.as_ref()?.value)).collect();
    assert_eq!(calls, [40_000, 1460, 365], "the last one wins");
    let last = policy.traffic().next().expect("there is one");
    assert_eq!(last.cache_hit_rate.as_ref().map(|stated| stated.value), Some(900));
    assert_eq!(last.output_tokens.as_ref().map(|stated| (stated.value, stated.line.line)), Some((400, 11)));
    assert_eq!((last.turns.as_ref().map(|stated| stated.value), last.line.line), (Some(6), 7));
}

#[test]
fn an_entry_about_traffic_selects_calls_by_all_that_it_names() {
    let selects = |entry: &str, way: Entrance| {
        let policy = good(&format!("[[traffic]]\n{entry}\n"));
        policy.traffic().next().expect("there is one").selects(&[Entrance::default(), way])
    };
    let way = Entrance {
        path: "src/api.py".into(),
        function: Some("Desk.ask".to_owned()),
        route: Some("POST /t/{id}".to_owned()),
        nth: Some(2),
    };
    for entry in [
        "path = \"src\"",
        "function = \"ask\"",
        "function = \"Desk.*\"",
        "route = \"/t/{id}\"",
        "route = \"POST /t/*\"",
        "site = \"src/api.py::Desk.ask#2\"",
        "path = \"src\"\nfunction = \"ask\"\nroute = \"*/t/*\"",
    ] {
        assert!(selects(entry, way.clone()), "{entry}");
    }
    for entry in [
        "path = \"lib\"\nfunction = \"ask\"",
        "function = \"Desk\"",
        "route = \"/t\"",
        "site = \"src/api.py::Desk.ask\"",
    ] {
        assert!(!selects(entry, way.clone()), "{entry}");
    }
    assert!(!selects("site = \"src/api.py::ask\"", Entrance { nth: None, function: Some("ask".to_owned()), ..way }));
}

#[test]
fn selectors_of_money_that_match_nothing_are_said() {
    let policy = good(
        "[[traffic]]\nfunction = \"aks\"\ncalls-per-day = 1\n[[traffic]]\npath = \"gone\"\ncalls-per-day = 1\n\
         [[budget.path]]\npath = \"old\"\nmonthly-usd = 1\n",
    );
    let files = policy.unmatched(["a.py"].into_iter());
    assert_eq!(files.iter().map(|(line, _)| line.line).collect::<Vec<_>>(), [5, 8]);
    let way = Entrance { path: "a.py".into(), function: Some("ask".to_owned()), ..Entrance::default() };
    let calls = policy.unmatched_traffic(&[vec![way]]);
    let shown: Vec<_> = calls.iter().map(|(line, text)| (line.line, text.as_str())).collect();
    assert_eq!(shown[1], (1, "the traffic of function `aks` matches no call"));
}
