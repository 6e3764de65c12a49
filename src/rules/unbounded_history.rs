//! `unbounded-history`: each request sends all that was ever said.

use super::{Context, Rule, Site, figures, given::certain_models, words};
use crate::{
    calls::{Kept, Operation, Place, growing},
    diagnostic::{Confidence, Diagnostic},
    money::{Money, Range},
};

pub(super) const RULE: Rule = Rule { name: "unbounded-history", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let call = &site.call;
    // A person at a keyboard, or one who runs a script by hand, ends a conversation soon enough.
    let short = matches!(call.around.place, Place::Notebook | Place::Script);
    let asks = call.operation == Operation::Message && !call.request.cached() && !short;
    let found = growing(context.files, call).filter(|_| asks)?;
    if found.kept == Kept::Loop {
        let innermost = call.around.loops.last()?;
        let endless = !innermost.limited && innermost.passes.is_none() && innermost.waits;
        if !endless || reads_keyboard(context, site) {
            return None;
        }
    }
    let turns = context.count(&RULE, "turns", call.at);
    let each = context.count(&RULE, "tokens-per-turn", call.at);
    let sent = each.saturating_mul(turns.saturating_mul(turns + 1) / 2);
    let cost = price(context, site, sent).map(|cost| format!(", which costs {}", words::money(cost)));
    Some(Diagnostic {
        message: format!(
            "every request sends all messages before it, and nothing ever takes one away: {turns} turns of {} tokens \
             send {} tokens{}",
            words::count(each),
            words::count(sent),
            cost.unwrap_or_default()
        ),
        at: found.at,
        label: "only ever becomes longer".to_owned(),
        labels: vec![(call.at, kept(found.kept).to_owned())],
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}

fn kept(by: Kept) -> &'static str {
    match by {
        Kept::Loop => "sent whole with every pass",
        Kept::Object => "sent whole as long as the object lives",
        Kept::Process => "sent whole as long as the process lives",
    }
}

/// What so many tokens of input cost on the models that may answer.
fn price(context: &Context<'_>, site: &Site, tokens: u64) -> Option<Range<Money>> {
    let models = certain_models(&site.call.request);
    let charged = context.policy.charged(&context.path(site.call.at));
    let rates = |id: &String| charged.rates(figures::model(id)?, context.as_of);
    let each = models.iter().map(|id| Some(rates(id)?.input.per_million() * tokens));
    each.collect::<Option<Vec<Money>>>()?.into_iter().map(Range::exactly).reduce(Range::or)
}

/// Whether the file reads what a person types into a terminal.
fn reads_keyboard(context: &Context<'_>, site: &Site) -> bool {
    let words = context.texts(&RULE, "keyboards", site.call.at);
    let source = context.files.source(site.call.at.source);
    source.is_none_or(|source| words.iter().any(|word| source.text.contains(word.as_str())))
}
