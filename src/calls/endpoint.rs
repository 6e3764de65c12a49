//! Raw requests: the URL decides.

use super::{fields, links::links, models::named, request::Arguments};
use crate::{
    catalog::sdks::{Argument, Endpoint, Path, Sdk},
    source::{At, Span},
    value::{Args, Chain, Field, Name, Piece, Text, Value, Why},
};

/// What stands for a hole in a URL: a character that no URL has.
const HOLE: char = '\u{fffc}';
/// The same as a text.
const HOLE_TEXT: &str = "\u{fffc}";

/// The endpoint that a raw request names, if it is one of the page, with the URL as far as it is known. Of several that
/// it may name, the one that stands first on the page.
pub(super) fn of<'s>(sdk: &'s Sdk, arguments: &Arguments<'_>, callee: &Chain) -> Option<(&'s Endpoint, String)> {
    let base = base(sdk, callee, arguments.paths(Argument::BaseUrl));
    let whole = |url: String| match &base {
        Some(base) if !url.contains("://") => format!("{}/{}", base.trim_end_matches('/'), url.trim_start_matches('/')),
        _ => url,
    };
    let named = |url: String| {
        let whole = whole(url);
        Some((sdk.endpoints.iter().position(|endpoint| fits(endpoint, &whole))?, whole))
    };
    let (first, url) = shown(&arguments.field(Argument::Url)).filter_map(named).min_by_key(|(place, _)| *place)?;
    Some((sdk.endpoints.get(first)?, url))
}

fn fits(endpoint: &Endpoint, url: &str) -> bool {
    if endpoint.unseen {
        return false;
    }
    let path = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let whole = |end: &str| path.trim_start_matches('/') == end.trim_start_matches('/');
    let ends = |end: &String| if endpoint.relative { whole(end) } else { path.ends_with(end.as_str()) };
    endpoint.holds.iter().all(|part| path.contains(part.as_str())) && endpoint.ends.as_ref().is_none_or(ends)
}

/// The endpoint of a request whose URL is not seen, or only in parts that leave room for it: a header that only
/// Anthropic's API has, beside messages and a cap, says where it goes.
pub(super) fn unseen<'s>(
    sdk: &'s Sdk,
    arguments: &Arguments<'_>,
    has_header: impl FnOnce() -> bool,
) -> Option<&'s Endpoint> {
    let endpoint = sdk.endpoints.iter().find(|endpoint| endpoint.unseen)?;
    let Field::Given(url) = arguments.field(Argument::Url) else { return None };
    let open = |url: &str| {
        let (before, last) = url.rsplit_once('/').unwrap_or((HOLE_TEXT, url));
        // A base may end with the `/` itself: `{base}messages`.
        let path = last.strip_prefix(HOLE).filter(|path| !path.is_empty()).unwrap_or(last);
        before.contains(HOLE) && ["messages", HOLE_TEXT].contains(&path) || url.ends_with(HOLE)
    };
    let may_be = |value: &Value| match value {
        Value::Text(text) => open(&with_holes(text)),
        Value::Unknown(_) | Value::Foreign(_) => true,
        _ => false,
    };
    let told = each(&url.node).into_iter().any(may_be)
        && arguments.names_any(&["max_tokens"])
        && arguments.names_any(&["messages"])
        && has_header();
    told.then_some(endpoint)
}

/// Whether the URL of a raw request is left to callers, whole or in its end, and may become one of the page.
pub(super) fn is_open(sdk: &Sdk, arguments: &Arguments<'_>) -> bool {
    let Field::Given(value) = arguments.field(Argument::Url) else { return false };
    let may_be = |url: &str| {
        let host = url.split_once("://").map(|(_, rest)| rest).filter(|rest| !rest.starts_with(HOLE));
        let known = |part: &String| url.contains(part.as_str());
        url.ends_with(HOLE) && (host.is_none() || sdk.endpoints.iter().any(|endpoint| endpoint.holds.iter().any(known)))
    };
    value.node.possibilities().any(|value| match value {
        Value::Text(text) => may_be(&with_holes(text)),
        Value::Unknown(why) => matches!(why, Why::Parameter(_)),
        _ => false,
    })
}

/// The model that stands in the URL. The ARN of a profile of Bedrock has a `/` itself.
pub(super) fn model(endpoint: &Endpoint, url: &str, span: Span) -> Option<Field> {
    let (_, rest) = url.split_once(endpoint.model_after.as_deref()?)?;
    let path = rest.split('?').next()?;
    let resource = path.rsplit_once('/').filter(|(id, _)| id.starts_with("arn:"));
    let id = resource.map_or_else(|| path.split('/').next().map(without_method), |(id, _)| Some(id));
    Some(named(id.filter(|id| !id.is_empty() && !id.contains(HOLE))?, span))
}

/// A name without the method that Vertex writes behind it (`:rawPredict`); the version of an id on Bedrock (`:0`) stays.
fn without_method(name: &str) -> &str {
    let method = |rest: &str| !rest.starts_with(|first: char| first.is_ascii_digit());
    name.rsplit_once(':').filter(|(_, rest)| method(rest)).map_or(name, |(id, _)| id)
}

/// Where relative URLs of this client begin, from what it was made with.
fn base(sdk: &Sdk, callee: &Chain, paths: &[Path]) -> Option<String> {
    let links = links(callee);
    let among = |args: &Args| {
        paths.iter().find_map(|path| shown(&fields::dig(&made_with(args), &path.0, &sdk.encoders)).next())
    };
    let set = |name: &str, args: &Args| {
        let named = paths.iter().any(|path| path.0.iter().map(Name::as_str).eq([name]));
        args.positional.first().filter(|_| named).and_then(|url| shown(&Field::Given(url.clone())).next())
    };
    links.iter().find_map(|link| link.called.and_then(|args| set(link.name, args).or_else(|| among(args))))
}

fn made_with(args: &Args) -> At<Value> {
    let map = fields::as_map(args);
    At::new(Value::Map(std::sync::Arc::new(map)), fields::nowhere())
}

/// A URL with its holes, of each possibility that is a text.
fn shown(field: &Field) -> impl Iterator<Item = String> {
    let all = if let Field::Given(value) = field { each(&value.node) } else { Vec::new() };
    all.into_iter().filter_map(|value| if let Value::Text(text) = value { Some(with_holes(text)) } else { None })
}

/// Everything that a value may be, what stands by default too; of several arguments of one step (`open("POST", url)`)
/// each.
fn each(value: &Value) -> Vec<&Value> {
    match value {
        Value::OneOf(all) => all.iter().flat_map(|one| each(&one.node)).collect(),
        Value::Default(inner, _) => each(inner),
        Value::List(list) => list.items.iter().flat_map(|item| each(&item.node)).collect(),
        other => vec![other],
    }
}

fn with_holes(text: &Text) -> String {
    let mut shown = String::new();
    for piece in &text.pieces {
        match piece {
            Piece::Fixed { text, .. } => shown.push_str(text),
            Piece::Hole { .. } => shown.push(HOLE),
        }
    }
    shown
}
