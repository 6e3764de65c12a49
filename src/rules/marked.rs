//! Putting a cache marker on a system prompt where the call writes it.

use super::{Context, Rule, Site, sent::Sent};
use crate::{
    calls::{Form, Given, Request, argument},
    catalog::pages::{self, RulePage},
    diagnostic::{Edit, Fix},
    source::{Source, Span},
};

/// The argument that holds a system prompt, where a call writes it.
const ARGUMENT: &str = "system";
/// What stands for the old text in what a page says of its fix.
const OLD: &str = "…";

/// Marks the last fixed block of the system prompt in every call of these; nothing where one of them writes it in a
/// way that has to be changed by hand.
pub fn fix(context: &Context<'_>, rule: &Rule, group: &[Sent<'_>]) -> Option<Fix> {
    let page = pages::named(rule.name)?;
    let mut sites: Vec<&Site> = group.iter().map(|sent| sent.site).collect();
    sites.dedup_by_key(|site| site.call.at);
    let edits = sites.iter().map(|site| edit(context, page, site)).collect::<Option<Vec<_>>>()?;
    // A request takes few markers. A history that is not known may bring as many as fit; a single text hardly does.
    let room = |request: &Request| request.messages.open.is_none();
    let safe = sites.iter().all(|site| requests(site).all(room));
    Some(Fix { title: "mark the system prompt for the cache".to_owned(), safe, edits })
}

/// The request as its own function knows it, and as each caller makes it.
fn requests(site: &Site) -> impl Iterator<Item = &Request> {
    std::iter::once(&site.call.request).chain(site.call.reached_from.iter().map(|caller| &caller.request))
}

fn edit(context: &Context<'_>, page: &RulePage, site: &Site) -> Option<Edit> {
    let given = argument(&site.call, ARGUMENT, context.files)?;
    let source = context.files.source(given.at.source)?;
    match &given.form {
        Form::Whole => {
            let only = requests(site).all(|request| request.system.blocks.len() == 1 && fixed(request) == 1);
            let form = page.fix.get(&*site.call.sdk).filter(|_| only)?;
            whole(&source, &given, form)
        }
        Form::Blocks(blocks) => {
            let last = requests(site).map(fixed).min()?.min(blocks.len()).checked_sub(1)?;
            let marker = page.fix.get(&format!("{}-block", site.call.sdk))?;
            let (block, value) = *blocks.get(last)?;
            let rest = source.slice(Span { start: value.end, ..block }).strip_suffix('}')?;
            let plain = rest.chars().all(|sign| sign.is_whitespace() || sign == ',');
            plain.then(|| Edit { at: Span { start: value.end, end: value.end, ..block }, replacement: marker.clone() })
        }
    }
}

/// With how many blocks that are the same in every request a system prompt begins.
fn fixed(request: &Request) -> usize {
    let system = &request.system;
    if system.open.is_some() || system.overridable {
        return 0;
    }
    let is_fixed = |block: &&crate::calls::Block| !block.media && block.text.fixed().is_some();
    system.blocks.iter().take_while(is_fixed).count()
}

/// A string or name becomes a list of one block. What a language lets stand between it and the end of the argument
/// (`as const`) is left to people.
fn whole(source: &Source, given: &Given, form: &str) -> Option<Edit> {
    let old = source.slice(given.at);
    let before = source.text.get(..given.at.start as usize)?.trim_end();
    let after = source.text.get(given.at.end as usize..)?.trim_start();
    if !after.starts_with([',', ')', '}', '#', '/']) {
        return None;
    }
    let new = form.replace(OLD, old);
    let short = before.ends_with([',', '{']);
    match (short, old == ARGUMENT) {
        (false, _) => Some(Edit { at: given.at, replacement: new }),
        (true, true) => Some(Edit { at: given.at, replacement: format!("{ARGUMENT}: {new}") }),
        (true, false) => None,
    }
}
