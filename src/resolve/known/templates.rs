//! Engines that fill in templates: what they make of a text, or of a file that they find by its name.

use super::files;
use crate::{
    resolve::{
        documents::piece,
        eval::{
            Act, Machine,
            text::{fixed_str, text_of},
        },
    },
    source::{At, Span},
    syntax::{ExprKind, Segment, template},
    value::{Args, Chain, HoleKind, Map, Piece, Step, Text, Value},
};

/// Functions that fill in the text that they are handed first, sorted.
const FILL: &[&str] = &[
    "Mustache.render",
    "chevron.render",
    "ejs.render",
    "eta.renderString",
    "mustache.render",
    "nunjucks.renderString",
    "pystache.render",
];

/// Functions that make a function of a text, which fills it in, sorted.
const COMPILE: &[&str] = &["Handlebars.compile", "ejs.compile", "handlebars.compile"];

/// What is made of a text and fills it in when it is asked to, sorted.
const TEMPLATES: &[&str] = &["ERB", "Liquid.Template.parse", "jinja2.Template", "liquid.Template"];

/// What finds templates by their names, or takes their texts, sorted.
const ENGINES: &[&str] = &[
    "fastapi.templating.Jinja2Templates",
    "jinja2.Environment",
    "jinja2.sandbox.ImmutableSandboxedEnvironment",
    "jinja2.sandbox.SandboxedEnvironment",
    "liquid.Environment",
    "liquidjs.Liquid",
    "starlette.templating.Jinja2Templates",
];

/// Where such an engine finds them: the folder is its first argument, or after a package its second. Sorted.
const FOLDERS: &[(&str, usize)] =
    &[("jinja2.FileSystemLoader", 0), ("jinja2.PackageLoader", 1), ("liquid.FileSystemLoader", 0)];

/// What a call makes of a template.
pub(super) fn call(machine: &Machine<'_>, act: &Act, chain: &Chain, args: &Args, at: Span) -> Option<At<Value>> {
    let (path, steps) = chain.origin()?;
    let path = path.replace(".default", "").replace("::", ".");
    let holds = |names: &[&str]| names.binary_search(&path.as_str()).is_ok();
    let first = |args: &Args| args.positional.first().cloned();
    let text = match steps {
        [] if holds(FILL) => first(args)?,
        [Step::Call(given)] if holds(COMPILE) => first(given)?,
        [Step::Call(given), Step::Member(method)] if holds(TEMPLATES) && fills(method) => first(given)?,
        [Step::Call(_), Step::Member(method)] if holds(ENGINES) && method.starts_with("parseAndRender") => first(args)?,
        [Step::Call(engine), Step::Member(finds), Step::Call(given), Step::Member(method)]
            if holds(ENGINES) && fills(method) =>
        {
            match finds.as_str() {
                "from_string" | "parse" => first(given)?,
                "get_template" => by_name(machine, act, engine, &fixed_str(&first(given)?)?, at)?,
                _ => return None,
            }
        }
        _ => return None,
    };
    let Value::Text(text) = &text.node else { return None };
    Some(At::new(Value::Text(filled(text, args)?), at))
}

/// Whether a method of a template fills it in.
fn fills(method: &str) -> bool {
    matches!(method, "render" | "render!" | "render_async" | "result" | "result_with_hash")
}

/// The text of the template that an engine finds under a name: in its folder, or where the tree has only one of it.
fn by_name(machine: &Machine<'_>, act: &Act, engine: &Args, name: &str, at: Span) -> Option<At<Value>> {
    let tree = machine.world.files;
    let read = |path: &str| {
        let read = files::read(tree, act.module.source, path, at);
        matches!(read.node, Value::Text(_)).then_some(read)
    };
    let in_folder = folder(engine).and_then(|folder| read(&format!("{folder}/{name}")));
    in_folder.or_else(|| {
        let last = name.rsplit('/').next().unwrap_or(name);
        let fits =
            |path: &str| path.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('/'));
        let mut found = tree.named(last).into_iter().map(|id| tree.path(id)).filter(|path| fits(path));
        found.next().filter(|_| found.next().is_none()).and_then(|path| read(&path))
    })
}

/// The folder in which an engine looks.
fn folder(engine: &Args) -> Option<String> {
    let named = ["loader", "directory"].iter().filter_map(|name| engine.named.get(name));
    engine.positional.iter().chain(named).find_map(|given| match &given.node {
        Value::Foreign(chain) => {
            let (path, steps) = chain.origin()?;
            let (_, place) = FOLDERS.iter().find(|(loader, _)| *loader == path)?;
            let [Step::Call(args)] = steps else { return None };
            fixed_str(args.positional.get(*place)?)
        }
        _ => fixed_str(given),
    })
}

/// A template with what it is given; nothing where its conditions and loops cannot be seen as a whole.
fn filled(text: &Text, args: &Args) -> Option<Text> {
    let view = args.positional.iter().rev().find_map(|given| match &given.node {
        Value::Map(map) => Some(&**map),
        _ => None,
    });
    let mut pieces = Vec::new();
    for one in &text.pieces {
        let Piece::Fixed { text: written, from } = one else {
            pieces.push(one.clone());
            continue;
        };
        let parts = template::filled(written, *from);
        let steered =
            parts.iter().any(|part| matches!(part, Segment::Hole(hole) if matches!(hole.kind, ExprKind::Opaque)));
        if steered && text.pieces.len() > 1 {
            return None;
        }
        for part in &parts {
            let own = piece(part);
            match given(part, written, *from, [Some(&args.named), view]) {
                Some(given) if !tells_less(&given, &own) => pieces.extend(given.pieces),
                _ => pieces.push(own),
            }
        }
    }
    Some(Text { pieces })
}

/// Whether what a hole is given says less of it than its name does.
fn tells_less(given: &Text, own: &Piece) -> bool {
    let vague = matches!(given.pieces.as_slice(), [Piece::Hole { kind: HoleKind::Parameter | HoleKind::Unknown, .. }]);
    vague && !matches!(own, Piece::Hole { kind: HoleKind::Unknown, .. })
}

/// What fills a hole that is a name alone. A text that an engine may escape is not known as it will be.
fn given(part: &Segment, written: &str, from: Span, views: [Option<&Map>; 2]) -> Option<Text> {
    let Segment::Hole(hole) = part else { return None };
    let ExprKind::Name(name) = &hole.kind else { return None };
    let start = hole.span.start.checked_sub(from.start)? as usize;
    let tag = written.get(start..start + (hole.span.end - hole.span.start) as usize)?;
    let inside = tag.trim_matches(|c: char| c.is_whitespace() || "{}<%=>-&~".contains(c));
    let value = views.into_iter().flatten().find_map(|view| view.get(name)).filter(|_| inside == &**name)?;
    let text = text_of(&value.node, hole.span);
    let plain = |piece: &Piece| match piece {
        Piece::Fixed { text, .. } => !text.contains(['&', '<', '>', '"', '\'', '`', '=']),
        Piece::Hole { .. } => true,
    };
    text.pieces.iter().all(plain).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!([FILL, COMPILE, TEMPLATES, ENGINES].iter().all(|names| names.is_sorted()));
        assert!(FOLDERS.is_sorted());
    }
}
