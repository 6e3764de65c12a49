//! A chain as links, and patterns of the pages against them.

use crate::{
    catalog::sdks::{Client, Pattern, Sdk},
    value::{Args, Chain, Name, Root, Step, Value},
};

/// One link of a chain: a name, and with what it was called if it was.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link<'a> {
    /// Name of the member; for the first link the module or the global name.
    pub name: &'a str,
    /// Its arguments.
    pub called: Option<&'a Args>,
}

/// The chain as links; the first is its root.
pub(super) fn links(chain: &Chain) -> Vec<Link<'_>> {
    let name = match &chain.root {
        Root::Import(module) => module,
        Root::Global(name) => name.as_str(),
        Root::Unknown(_) => "",
    };
    let mut links = vec![Link { name, called: None }];
    for step in &chain.steps {
        match step {
            Step::Member(name) => links.push(Link { name, called: None }),
            Step::Index(key) => links.push(Link { name: key_text(key), called: None }),
            Step::Call(args) => match links.last_mut() {
                Some(last) if last.called.is_none() => last.called = Some(args),
                _ => links.push(Link { name: "", called: Some(args) }),
            },
        }
    }
    links
}

fn key_text(key: &Value) -> &str {
    match key {
        Value::Text(text) => match text.pieces.as_slice() {
            [crate::value::Piece::Fixed { text, .. }] => text,
            _ => "[]",
        },
        _ => "[]",
    }
}

/// Whether `module` is one of `from` or lies beneath one.
pub(super) fn is_of(module: &str, from: &[impl AsRef<str>]) -> bool {
    from.iter().any(|parent| {
        module.strip_prefix(parent.as_ref()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/', '@']))
    })
}

/// Whether the links end as the pattern says. The empty name stands for the module itself.
pub(super) fn ends_with(links: &[Link<'_>], pattern: &Pattern) -> bool {
    start_of(links, pattern).is_some()
}

/// Whether an import's links are the pattern, perhaps after modules beneath the import.
pub(super) fn is_import(links: &[Link<'_>], pattern: &Pattern) -> bool {
    start_of(links, pattern).is_some_and(|start| links[..start].iter().all(|link| link.called.is_none()))
}

fn start_of(links: &[Link<'_>], pattern: &Pattern) -> Option<usize> {
    let root = links.first().map(|root| Link { name: "", ..*root });
    let all: Vec<&Link<'_>> = root.iter().chain(links.get(1..).unwrap_or_default()).collect();
    cover(&all, pattern)
}

/// The client of this page that the links begin with, and how many links make it.
pub(super) fn client<'s>(page: &'s Sdk, root: &Root, links: &[Link<'_>]) -> Option<(&'s Client, usize)> {
    let Root::Import(module) = root else { return None };
    for end in (1..=links.len()).filter(|end| links[end - 1].called.is_some()) {
        let given = || links[..end].iter().filter_map(|link| link.called);
        let made = |client: &&Client| {
            is_of(module, &client.from)
                && client.made_by.iter().any(|pattern| is_import(&links[..end], pattern))
                && client.holds.as_ref().is_none_or(|text| given().any(|args| holds(args, text)))
        };
        if let Some(client) = page.clients.iter().find(made) {
            return Some((client, end));
        }
    }
    None
}

/// What made the client of this page that the chain begins with.
pub(super) fn made<'c>(page: &Sdk, chain: &'c Chain) -> Option<&'c Args> {
    let links = links(chain);
    let (_, end) = client(page, &chain.root, &links)?;
    links.get(end.checked_sub(1)?)?.called
}

/// Whether what a client was made with is changed on the way to a call (`with_options(timeout=…)`).
pub(super) fn is_remade(page: &Sdk, chain: &Chain) -> bool {
    let remakes = |name: &str| page.remade_by.iter().any(|one| one == name);
    links(chain).iter().any(|link| link.called.is_some() && remakes(link.name))
}

/// Whether one of the arguments is this text, or something made by this module.
fn holds(args: &Args, text: &str) -> bool {
    let named = args.named.entries.iter().map(|entry| &entry.value);
    let made = |value: &Value| matches!(value, Value::Foreign(chain) if matches!(&chain.root, Root::Import(module) if **module == *text));
    let holds = |value: &Value| value.as_str().is_some_and(|given| given == text) || made(value);
    args.positional.iter().chain(named).any(|value| holds(&value.node))
}

/// Whether what follows a client is the pattern, transparent members and calls left out.
pub(super) fn follows(rest: &[Link<'_>], pattern: &Pattern, transparent: &[Name]) -> bool {
    cover(&opaque(rest, transparent), pattern) == Some(0)
}

/// Whether links of unknown make end with the pattern, transparent members and calls left out.
pub(super) fn trails(links: &[Link<'_>], pattern: &Pattern, transparent: &[Name]) -> bool {
    cover(&opaque(links.get(1..).unwrap_or_default(), transparent), pattern).is_some()
}

/// Where the links begin that the pattern covers, up to the last. `*` covers any calls, as few as can be: what ended a
/// builder and began the next.
pub(super) fn cover(links: &[&Link<'_>], pattern: &Pattern) -> Option<usize> {
    let Some(steps) = pattern.steps() else {
        let start = links.len().checked_sub(pattern.0.len())?;
        return equal(&links[start..], &pattern.0).then_some(start);
    };
    let (begin, end) = (&pattern.0[..steps], &pattern.0[steps + 1..]);
    let last = links.len().checked_sub(end.len()).filter(|last| equal(&links[*last..], end))?;
    let mut to = last;
    while to >= begin.len() {
        if equal(&links[to - begin.len()..to], begin) {
            return Some(to - begin.len());
        }
        links[to.checked_sub(1)?].called?;
        to -= 1;
    }
    None
}

fn opaque<'a, 'l>(links: &'l [Link<'a>], transparent: &[Name]) -> Vec<&'l Link<'a>> {
    links.iter().filter(|link| !transparent.iter().any(|name| name == link.name)).collect()
}

fn equal(links: &[&Link<'_>], pattern: &[(Name, bool)]) -> bool {
    links
        .iter()
        .zip(pattern)
        .all(|(link, (name, called))| link.name == name.as_str() && link.called.is_some() == *called)
}
