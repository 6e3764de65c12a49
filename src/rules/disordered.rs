//! What two rules say about an order that is not certain, and how it is made certain.

use super::{
    Context, Site,
    prefix::{Marked, priced},
    words,
};
use crate::{
    calls::{Disorder, Unordered},
    diagnostic::{Confidence, Edit, Fix},
    money::{Money, Range},
    source::Span,
};

/// What decides the order, as a sentence goes on.
pub fn decided_by(by: Disorder) -> &'static str {
    match by {
        Disorder::Set => "in the order of a set, which is another one in every process",
        Disorder::Listing => "in the order in which the file system lists files, which no two machines share",
        Disorder::Completion => "in the order in which answers come in, which is another one each time",
    }
}

/// How sure it is that the order really changes between two requests.
pub fn confidence(by: Disorder) -> Confidence {
    match by {
        Disorder::Listing => Confidence::Low,
        Disorder::Set | Disorder::Completion => Confidence::Medium,
    }
}

/// What it costs to write the prefix again, and what is saved, where that is known.
pub fn rewritten(context: &Context<'_>, site: &Site, marked: &Marked<'_>) -> Option<(String, Range<Money>)> {
    let (tokens, price) = priced(context, site, &site.call.request, &marked.blocks, marked.life)?;
    let said = format!(
        "; 1,000 calls that write about {} tokens behind it pay {}, and {} if they read them",
        words::tokens(tokens),
        words::money(price.written),
        words::money(price.cached)
    );
    Some((said, price.saved_over_writing()))
}

/// Puts it in order: the keys of what is written as JSON, or what is listed or joined.
pub fn ordered(context: &Context<'_>, unordered: &Unordered) -> Option<Fix> {
    if let Some(call) = unordered.dumps {
        let end = call.end.checked_sub(1)?;
        let before = context.text(call)?;
        let before = before.strip_suffix(')')?.trim_end();
        let comma = if before.ends_with(',') { " " } else { ", " };
        let at = Span { start: end, end, ..call };
        let edits = vec![Edit { at, replacement: format!("{comma}sort_keys=True") }];
        return Some(Fix { title: "sort the keys".to_owned(), safe: true, edits });
    }
    let Span { source, start, end } = unordered.at;
    let put = |at, text: &str| Edit { at: Span::new(source, at, at), replacement: text.to_owned() };
    let edits = vec![put(start, "sorted("), put(end, ")")];
    unordered.sortable.then(|| Fix { title: "put it in order".to_owned(), safe: true, edits })
}
