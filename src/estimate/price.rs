//! From tokens to money.

use super::{Assumption, Shape, batch_cost, candidates::Candidates};
use crate::{
    calls::{Block, Cache, Operation, Platform, Request, Ttl},
    catalog::models::{Form, Model, Models, Rates, Routing},
    money::{Money, Range, Tokens},
    value::Field,
};
use jiff::civil::Date;

/// A request that is to be priced.
pub struct Priced<'a> {
    pub models: &'a Models,
    pub candidates: &'a Candidates<'a>,
    pub request: &'a Request,
    pub shape: &'a Shape,
    pub as_of: Date,
}

impl Priced<'_> {
    /// The price of prompt and output, over every model that is known; nothing where none is, or where one of them
    /// has no price on the day.
    pub fn per_call(&self, input: Tokens, output: Tokens, because: &mut Vec<Assumption>) -> Option<Range<Money>> {
        if self.shape.operation == Operation::CountTokens {
            return Some(Range::exactly(Money::ZERO));
        }
        let mut total: Option<Range<Money>> = None;
        for (model, form) in &self.candidates.known {
            let one = self.of_model(model, *form, input, output, because)?;
            total = Some(total.map_or(one, |all| all.or(one)));
        }
        total
    }

    fn of_model(
        &self,
        model: &Model,
        form: Form,
        input: Tokens,
        output: Tokens,
        because: &mut Vec<Assumption>,
    ) -> Option<Range<Money>> {
        let rates = self.rates(model, form, because)?;
        let (short, long) = (rates.at(input.low), rates.at(input.high));
        if let Some(over) = rates.over.as_ref().filter(|_| short != long) {
            note(because, Assumption::LongPrompt(over.tokens));
        }
        let prompt = self.prompt_prices(short, long, because);
        let low = prompt.low.per_million() * input.low + short.output.per_million() * output.low;
        let high = prompt.high.per_million() * input.high + long.output.per_million() * output.high;
        let mut price = Range::new(low, high);
        if self.shape.operation == Operation::Batch {
            note(because, Assumption::Batched);
            price = batch_cost(price);
        }
        Some(self.routed(price, model, form, because))
    }

    fn rates<'m>(&self, model: &'m Model, form: Form, because: &mut Vec<Assumption>) -> Option<&'m Rates> {
        let asked = form.fast || says_fast(&self.request.speed);
        let fast = model.fast_rates(self.as_of).filter(|_| asked && self.shape.operation != Operation::Batch);
        if fast.is_some() {
            note(because, Assumption::Fast);
        }
        fast.or_else(|| model.rates(self.as_of))
    }

    /// What a token of the prompt costs at best and at worst. Fast mode has no cache rates of its own in the
    /// catalogue; there the plain rate stands for both.
    fn prompt_prices(&self, short: &Rates, long: &Rates, because: &mut Vec<Assumption>) -> Range<Money> {
        let plain = Range::new(short.input, long.input);
        if !matches!(self.request.cache, Cache::Marked(_) | Cache::Automatic) {
            return plain;
        }
        note(because, Assumption::CacheEitherWay);
        let hour = self.blocks().any(|block| matches!(block.breakpoint, Some(Ttl::OneHour | Ttl::Unknown)));
        let write = if hour { long.cache_write_1h } else { long.cache_write_5m };
        Range::new(short.cache_read.unwrap_or(plain.low), write.unwrap_or(plain.high))
    }

    fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.request.system.blocks.iter().chain(&self.request.messages.blocks)
    }

    /// With the premium of a cloud's endpoints other than the global one.
    fn routed(&self, price: Range<Money>, model: &Model, form: Form, because: &mut Vec<Assumption>) -> Range<Money> {
        let on_cloud = matches!(self.shape.platform, Platform::Bedrock | Platform::Vertex);
        let global = form.platform == Platform::Bedrock && form.routing == Routing::Global;
        if !model.regional || global || !(on_cloud || form.routing != Routing::Global) {
            return price;
        }
        let dearer = |price: Money| price.scaled(i128::from(self.models.modifiers().regional), 1000);
        if form.routing == Routing::Regional {
            return Range::new(dearer(price.low), dearer(price.high));
        }
        note(because, Assumption::RoutingUnknown);
        Range::new(price.low, dearer(price.high))
    }
}

fn says_fast(speed: &Field) -> bool {
    matches!(speed, Field::Given(value) if value.node.as_str().is_some_and(|speed| speed == "fast"))
}

fn note(because: &mut Vec<Assumption>, assumption: Assumption) {
    if !because.contains(&assumption) {
        because.push(assumption);
    }
}
