//! The requests of `requests.toml`, each with its cost worked out by hand.

use jiff::civil::{Date, date};
use serde::Deserialize;
use skint::{
    catalog::{models::embedded, platform::Platform},
    estimate::price::{Agreed, Caching, Case, Maybe, Prices, Refused, Terms, Usage},
    money::{Money, Range},
};
use std::{collections::BTreeMap, sync::Arc};

#[derive(Deserialize)]
struct Fixture {
    request: Vec<Request>,
}

#[expect(clippy::struct_excessive_bools, reason = "as the fixture writes them")]
#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
struct Request {
    name: String,
    model: String,
    as_of: Option<toml::value::Datetime>,
    platform: Option<Platform>,
    batch: bool,
    fast: bool,
    us_only: bool,
    regional: bool,
    discount: u32,
    agreed_input: Option<String>,
    agreed_output: Option<String>,
    prompt: u64,
    read: u64,
    #[serde(rename = "written-5m")]
    written_5m: u64,
    #[serde(rename = "written-1h")]
    written_1h: u64,
    output: u64,
    searches: u64,
    marked: Option<Marked>,
    because: String,
    refused: Option<String>,
    working: Vec<String>,
    cost: String,
}

#[derive(Deserialize)]
struct Marked {
    before: u64,
    after: u64,
    does: String,
}

fn money(text: &str) -> Money {
    Money::from_decimal(text).unwrap_or_else(|| panic!("`{text}` is no decimal"))
}

impl Request {
    fn day(&self) -> Date {
        self.as_of.map_or(date(2026, 11, 22), |day| day.to_string().parse().expect("a day"))
    }

    fn prices(&self) -> Prices {
        let rate = |text: &Option<String>| text.as_deref().map(money);
        let agreed = Agreed { input: rate(&self.agreed_input), output: rate(&self.agreed_output), ..Agreed::default() };
        let some = agreed != Agreed::default();
        let agreed: BTreeMap<_, _> = some.then(|| (self.model.clone(), agreed)).into_iter().collect();
        Prices { discount: self.discount, agreed, ..Prices::default() }
    }

    /// The tokens in front of a marker and whether these are all, the tokens after it, and what the cache does; nothing for
    /// what no request of anybody's code comes to by itself: some read and some written.
    fn marked(&self) -> Option<(u64, bool, u64, &str)> {
        let Request { prompt, read, written_5m, written_1h, .. } = *self;
        match (&self.marked, read, written_5m, written_1h) {
            (Some(marked), ..) => Some((marked.before, true, marked.after, &marked.does)),
            (None, 0, 0, 0) => Some((0, true, prompt, "nothing")),
            (None, read, 0, 0) => Some((read, false, prompt, "read")),
            (None, 0, written, 0) => Some((written, false, prompt, "write-5m")),
            (None, 0, 0, written) => Some((written, false, prompt, "write-1h")),
            _ => None,
        }
    }

    /// What it is billed in the way in which users' calls are priced, of which a cached one is either read or written.
    fn quoted(&self, terms: &Terms<'_>) -> Result<Money, Refused> {
        let Some((before, complete, after, does)) = self.marked() else {
            let Request { prompt, read, written_5m, written_1h, output, searches, .. } = *self;
            let usage = Usage { prompt, read, written_5m, written_1h, output, searches };
            return Ok(terms.bill(&usage)?.total());
        };
        let certainly = |yes| if yes { Maybe::Yes } else { Maybe::No };
        let hour = certainly(does == "write-1h");
        let prefix = Range::exactly(before);
        let caching = Caching::Marked { prefix, complete, hour, moves: false };
        let case = Case {
            model: embedded().get(&terms.model.id).expect("it is one of the catalogue"),
            as_of: terms.as_of,
            platform: terms.platform,
            batch: terms.batch,
            fast: certainly(terms.fast),
            us_only: certainly(terms.us_only),
            regional: certainly(terms.regional),
            input: Range::exactly(before + after),
            output: Range::exactly(self.output),
            searches: Range::exactly(self.searches),
            caching: if does == "nothing" { Caching::Not } else { caching },
            prices: Arc::new(terms.prices.clone()),
        };
        let total = case.quote()?.total();
        Ok(if does == "read" { total.low } else { total.high })
    }
}

#[test]
fn every_request_costs_what_was_worked_out_by_hand() {
    let fixture: Fixture = toml::from_str(include_str!("requests.toml")).expect("the fixture is right");
    assert!(fixture.request.len() >= 60, "{} requests", fixture.request.len());
    let otherwise = fixture.request.iter().filter(|request| request.marked().is_none()).count();
    let (all, others) = (fixture.request.len(), "All but eight of the 88, which read and write in one request");
    assert_eq!((all, otherwise), (88, 8), "docs/prices.md says how many are priced as users' calls are");
    assert!(include_str!("../../docs/prices.md").contains(others));
    for request in &fixture.request {
        let model = embedded().get(&request.model).unwrap_or_else(|| panic!("{} is no model", request.model));
        let prices = request.prices();
        let list = Terms::list(model, request.day(), &prices);
        let terms = Terms {
            platform: request.platform.unwrap_or(Platform::Anthropic),
            batch: request.batch,
            fast: request.fast,
            us_only: request.us_only,
            regional: request.regional,
            ..list
        };
        let cost = request.quoted(&terms);
        let name = &request.name;
        match (&request.refused, cost) {
            (Some(said), Err(why)) => assert!(why.to_string().contains(said), "{name}: {why}"),
            (None, Ok(cost)) => assert_eq!(cost, money(&request.cost), "{name}: {:#?}", request.working),
            (expected, got) => panic!("{name}: {expected:?}, and got {got:?}"),
        }
    }
}

#[test]
fn pages_say_how_many_requests_there_are() {
    let fixture: Fixture = toml::from_str(include_str!("requests.toml")).expect("the fixture is right");
    let said = format!("{} requests", fixture.request.len());
    for page in [include_str!("../../README.md"), include_str!("../../docs/prices.md")] {
        assert!(page.contains(&said), "{said}");
    }
}

#[test]
fn workings_end_in_the_cost() {
    let fixture: Fixture = toml::from_str(include_str!("requests.toml")).expect("the fixture is right");
    for request in fixture.request.iter().filter(|request| !request.working.is_empty()) {
        let last = request.working.last().and_then(|line| line.rsplit(" = ").next());
        assert_eq!(last, Some(request.cost.as_str()), "{} {}", request.name, request.because);
        let sum: Money = request
            .working
            .iter()
            .filter(|line| !line.starts_with("sum"))
            .map(|line| money(line.rsplit(" = ").next().unwrap_or_default()))
            .sum();
        assert_eq!(sum, money(&request.cost), "{}", request.name);
    }
}
