//! The routes of a file: which of its lines answer which address.

use crate::{
    catalog::places::places,
    source::Span,
    syntax::{Argument, Expr, ExprKind, Function, Module, Segment, StmtKind},
};

/// An address, and what answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its method, where it is known, and its path: `POST /tickets/{id}`.
    pub name: String,
    /// The function that answers it.
    pub handler: Span,
}

/// How often a route may be chained behind another before nobody looks further.
const LONGEST_CHAIN: usize = 100;

/// The routes that a file declares, by decorators (`@app.post("/chat")`), by calls that are given a function
/// (`app.post("/chat", …)`) and by where it stands (`app/api/chat/route.ts`).
pub fn routes(module: &Module, path: &str) -> Vec<Route> {
    let mut found: Vec<Route> = module.functions.iter().flat_map(decorated).collect();
    let bodies = [&module.body].into_iter().chain(module.functions.iter().map(|function| &function.body));
    for statement in bodies.flatten() {
        if let StmtKind::Expr(expr) = &statement.kind {
            found.extend(called(expr, module));
        }
    }
    if let Some(address) = by_path(path) {
        found.extend(module.functions.iter().filter_map(|function| exported(function, &address)));
    }
    found
}

/// The routes that a function's decorators declare.
fn decorated(function: &Function) -> impl Iterator<Item = Route> {
    let declared = function.decorators.iter().filter_map(|decorator| {
        let ExprKind::Call { callee, arguments, .. } = &decorator.kind else { return None };
        named(callee.last_name()?, arguments)
    });
    declared.map(|name| Route { name, handler: function.span })
}

/// The routes that an expression declares, one behind another.
fn called(mut expr: &Expr, module: &Module) -> Vec<Route> {
    let mut found = Vec::new();
    for _ in 0..LONGEST_CHAIN {
        let ExprKind::Call { callee, arguments, .. } = &expr.kind else { break };
        let ExprKind::Attribute { of, name, .. } = &callee.kind else { break };
        if let Some(name) = named(name, arguments) {
            let handlers = arguments.iter().skip(1).filter_map(|argument| handler(argument, module));
            found.extend(handlers.map(|handler| Route { name: name.clone(), handler }));
        }
        expr = of;
    }
    found
}

/// The function that an argument is or names.
fn handler(argument: &Argument, module: &Module) -> Option<Span> {
    let Argument::Positional(expr) = argument else { return None };
    match &expr.kind {
        ExprKind::Function(index) => Some(module.functions.get(*index as usize)?.span),
        ExprKind::Name(name) => {
            let all = module.functions.iter().filter(|function| function.parent.is_none());
            Some(all.into_iter().find(|function| function.name.as_ref() == Some(name))?.span)
        }
        _ => None,
    }
}

/// What a call of a function with this name declares: its first argument is an address.
fn named(function: &str, arguments: &[Argument]) -> Option<String> {
    let Some(Argument::Positional(first)) = arguments.first() else { return None };
    let ExprKind::Text(segments) = &first.kind else { return None };
    let [Segment::Fixed(address, _)] = segments.as_slice() else { return None };
    let lower = function.to_ascii_lowercase();
    match () {
        () if !address.starts_with('/') => None,
        () if places().route.methods.contains(&lower) => Some(format!("{} {address}", lower.to_ascii_uppercase())),
        () if places().route.any_method.contains(&lower) => Some(address.to_string()),
        () => None,
    }
}

/// The address that a file answers by where it stands, as Next.js, `SvelteKit` and their like have it.
fn by_path(path: &str) -> Option<String> {
    let (folder, file) = path.rsplit_once('/')?;
    let stem = file.split('.').next()?;
    let folder = format!("/{folder}/");
    if stem == "route" {
        return Some(address(folder.split_once("/app/")?.1));
    }
    if stem == "+server" {
        return Some(address(folder.split_once("/routes/")?.1));
    }
    let (_, below) = folder.split_once("/pages/api/")?;
    let last = if stem == "index" { "" } else { stem };
    Some(address(&format!("api/{below}{last}")))
}

/// An address from the folders that spell it; those in brackets only group others.
fn address(folders: &str) -> String {
    let parts = folders.split('/').filter(|part| !part.is_empty() && !part.starts_with('('));
    parts.fold(String::new(), |address, part| format!("{address}/{part}"))
}

/// The route that a function answers in a file which has an address.
fn exported(function: &Function, address: &str) -> Option<Route> {
    let name = function.name.as_deref()?;
    let declared = match () {
        () if function.parent.is_some() => None,
        () if places().route.methods.contains(&name.to_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_uppercase()) =>
        {
            Some(format!("{name} {address}"))
        }
        () if matches!(name, "handler" | "default") => Some(address.to_owned()),
        () => None,
    };
    declared.map(|name| Route { name, handler: function.span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        source::{Source, SourceId},
        syntax::lower,
    };

    /// The routes of a file, each with the line on which its handler begins.
    fn of(path: &str, text: &str) -> Vec<(String, u32)> {
        let source = Source::new(SourceId(0), path.into(), text.into(), Vec::new());
        let found = routes(&lower(&source).module, path);
        found.into_iter().map(|route| (route.name, source.position(route.handler.start).line)).collect()
    }

    #[test]
    fn decorators_and_calls_declare_routes() {
        let python = "@app.post(\"/chat\")\nasync def chat(q):\n    pass\n\n@bp.route(\"/a/<id>\")\ndef a(id):\n    pass\n\n\
                      @cache.get(\"key\")\ndef b():\n    pass\n";
        assert_eq!(of("api.py", python), [("POST /chat".to_owned(), 1), ("/a/<id>".to_owned(), 5)]);
        let express = "const app = x();\nfunction ask(q) {}\napp.post(\"/ask\", limit, ask);\n\
                       app.get(\"/a\", () => 1).delete(\"/b\", () => 2);\nmap.get(\"/c\");\n";
        let expected = [("POST /ask", 2), ("DELETE /b", 4), ("GET /a", 4)].map(|(name, line)| (name.to_owned(), line));
        assert_eq!(of("server.ts", express), expected);
    }

    #[test]
    fn files_answer_by_where_they_stand() {
        let handler = "function help() {}\nexport async function POST(request: Request) {}\n";
        assert_eq!(of("web/app/(shop)/api/chat/route.ts", handler), [("POST /api/chat".to_owned(), 2)]);
        assert_eq!(of("src/routes/chat/+server.ts", handler), [("POST /chat".to_owned(), 2)]);
        let page = "export default function handler(req, res) {}\n";
        assert_eq!(of("pages/api/ask.ts", page), [("/api/ask".to_owned(), 1)]);
        assert_eq!(of("lib/ask.ts", handler), []);
    }
}
