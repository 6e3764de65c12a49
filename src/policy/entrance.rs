//! The ways into calls, by which entries about traffic select them.

use crate::{
    calls::{CallSite, Route, routes},
    resolve::files::Files,
    source::{SourceId, Span},
};
use std::{collections::HashMap, sync::Arc};

/// A way into a call: the place of the call itself, or that of code which reaches it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entrance {
    /// The file, as the scan counts paths.
    pub path: Arc<str>,
    /// The innermost function around it.
    pub function: Option<String>,
    /// The route that runs that function, with its method where that is known: `POST /tickets/{id}`.
    pub route: Option<String>,
    /// Which call of its function it is, from 1; nothing where it only leads to a call.
    pub nth: Option<usize>,
}

impl Entrance {
    /// All ways into each of some calls, the calls given in order of place: first the place of the call itself, then
    /// those of what calls the function it stands in, as far as that was found.
    pub fn of<'c>(calls: impl Iterator<Item = &'c CallSite>, files: &dyn Files) -> Vec<Vec<Entrance>> {
        let mut known = Known { files, routes: HashMap::new() };
        let mut counts: HashMap<(SourceId, Option<String>), usize> = HashMap::new();
        let mut ways = |call: &CallSite| {
            let function = call.around.function.as_ref().map(ToString::to_string);
            let nth = counts.entry((call.at.source, function.clone())).or_default();
            *nth += 1;
            let mut ways = vec![Entrance { nth: Some(*nth), ..known.entrance(call.at, function) }];
            for frame in call.reached_from.iter().flat_map(|caller| &caller.stack) {
                let way = known.entrance(frame.at, frame.caller.as_ref().map(ToString::to_string));
                if !ways.contains(&way) {
                    ways.push(way);
                }
            }
            ways
        };
        calls.map(&mut ways).collect()
    }

    /// The call's name in a policy that sees its file under this path; nothing for what only leads to a call.
    pub fn site(&self, path: &str) -> Option<String> {
        let nth = self.nth?;
        let function = self.function.as_ref().map(|function| format!("::{function}")).unwrap_or_default();
        let nth = if nth > 1 { format!("#{nth}") } else { String::new() };
        Some(format!("{path}{function}{nth}"))
    }
}

/// The files that calls were seen in, with their routes.
struct Known<'f> {
    files: &'f dyn Files,
    routes: HashMap<SourceId, Vec<Route>>,
}

impl Known<'_> {
    fn entrance(&mut self, at: Span, function: Option<String>) -> Entrance {
        let path = self.files.path(at.source);
        let read = || self.files.module(at.source).map(|module| routes(&module, &path)).unwrap_or_default();
        let routes = self.routes.entry(at.source).or_insert_with(read);
        let around = routes.iter().filter(|route| route.handler.contains(at));
        let route = around.max_by_key(|route| route.handler.start).map(|route| route.name.clone());
        Entrance { path, function, route, nth: None }
    }
}
