//! What a request comes to: tokens and money, as ranges, with what they rest on.
//!
//! Only what is known is counted. What is not known is named in [`Estimate::open`] and stands in no figure, so an upper
//! bound is one only where nothing is open.

mod assumption;
mod body;
mod calibration;
mod candidates;
pub mod choices;
pub mod count;
mod counted;
mod input;
mod log;
mod marker;
mod measure;
mod media;
mod output;
pub mod price;
mod render;
mod special;
mod template;
mod text;
pub mod verify;
mod what_if;

pub use assumption::{Assumption, once, percent};
pub use calibration::{Calibration, Calibrations};
pub use candidates::{Candidates, Way};
pub use counted::{Breakdown, Figure};
pub use input::{Forced, Input, Open, Part, blocks_content};
pub use log::{Kind, Record};
pub use measure::{Counts, Measure};
pub use price::{Case, Prices};
pub use template::is_template;
pub use text::{Content, tokens_of};
pub use what_if::{Cached, Cheaper, batch_cost, cached_cost_per_thousand, cheaper, same_text_ratio};

use crate::{
    calls::{AbsentCap, Operation, Platform, Request},
    catalog::models,
    money::{Money, Range, Tokens},
};
use jiff::civil::Date;
use std::sync::Arc;

/// What is around a request that changes what it comes to.
#[derive(Clone, Debug)]
pub struct Shape {
    /// What is asked for.
    pub operation: Operation,
    /// Where it goes.
    pub platform: Platform,
    /// What an absent cap means there.
    pub absent_cap: AbsentCap,
    /// What the team's own records say about estimates.
    pub calibrations: Calibrations,
    /// What the team pays instead of list prices.
    pub prices: Arc<Prices>,
    /// What the team says of requests that the code does not.
    pub expected: Expected,
}

/// What a team says of its requests that no code does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Tokens of an answer.
    pub output: Option<u64>,
}

/// What one request comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// Tokens of the prompt that are there in every run.
    pub input: Tokens,
    /// Parts of the prompt that are not known, and not counted.
    pub open: Vec<Open>,
    /// Tokens of tools and system prompt up to the first part that is not fixed: what could be cached.
    pub fixed_prefix: Tokens,
    /// Whether that is all of the tools and the system prompt.
    pub prefix_complete: bool,
    /// Tokens of output: from none up to the cap, thinking included.
    pub output: Tokens,
    /// The request to each of the models that are known, for prices; none where it is rejected or free.
    pub cases: Vec<Case>,
    /// Price of the counted prompt and the output; nothing where no model is known, or the request is rejected.
    pub per_call: Option<Range<Money>>,
    /// What this rests on.
    pub because: Vec<Assumption>,
}

/// Works out what a request comes to on a day.
pub fn estimate(request: &Request, shape: &Shape, as_of: Date) -> Estimate {
    let models = models::embedded();
    let candidates = Candidates::of(models, &request.model);
    let input = input::Input::of(request);
    let counted = input.counted(&candidates.ways(models, as_of, &shape.calibrations));
    let lacks_tool_prompt = input.lacks_tool_prompt(&candidates);
    let (output, cap) = output::output(request, shape, &candidates);
    let mut because: Vec<Assumption> = cap.into_iter().collect();
    because.extend(assumption::about(request, shape, &candidates, &input));
    let has_price = shape.operation != Operation::CountTokens && !because.contains(&Assumption::Rejected);
    let cases =
        if has_price { price::cases(request, shape, &candidates, &input, &counted.each, as_of) } else { Vec::new() };
    because.extend(cases.iter().flat_map(assumption::of_case));
    once(&mut because);
    let per_call = match shape.operation {
        Operation::CountTokens => Some(Range::exactly(Money::ZERO)),
        _ => per_call(&cases),
    };
    let mut open = input.open;
    if lacks_tool_prompt {
        open.push(Open { part: Part::ToolPrompt, at: None });
    }
    Estimate {
        input: counted.whole,
        fixed_prefix: counted.prefix,
        prefix_complete: input.prefix_complete && !lacks_tool_prompt,
        open,
        output,
        cases,
        per_call,
        because,
    }
}

/// The price over every model that is known; nothing where none is, or where one of them has no price.
fn per_call(cases: &[Case]) -> Option<Range<Money>> {
    let totals: Option<Vec<Range<Money>>> = cases.iter().map(|case| Some(case.quote().ok()?.total())).collect();
    totals?.into_iter().reduce(Range::or)
}
