//! Requests of Saloon, which PHP declares as classes: a connector says where its requests go and with which headers, a
//! request its path and what it sends.

use super::{Act, Machine, operators::by_default};
use crate::{
    source::{At, Span},
    syntax::Language,
    value::{Args, Map, Name, Value},
};
use std::sync::Arc;

/// What sends a request of which a class says everything.
const SENDS: [&str; 2] = ["send", "sendAsync"];

impl Machine<'_> {
    /// The arguments of `$connector->send(new Ask($prompt))`, as both classes say what is sent.
    pub(super) fn said_by_classes(
        &mut self,
        act: &mut Act,
        connector: &At<Value>,
        name: &Name,
        args: &Arc<Args>,
        at: Span,
    ) -> Option<Arc<Args>> {
        if act.module.language != Language::Php || !SENDS.contains(&name.as_str()) {
            return None;
        }
        let request = self.force(args.positional.first()?.clone());
        let endpoint = self.said(act, &request, "resolveEndpoint", at)?;
        let base = self.said(act, connector, "resolveBaseUrl", at);
        let mut said = Map::default();
        said.set("url".into(), At::new(below(base.as_ref(), &endpoint, at), endpoint.span));
        let headers = [connector, &request].map(|of| self.said(act, of, "defaultHeaders", at));
        let mut sent = Map::default();
        for headers in headers.into_iter().flatten() {
            if let Value::Map(map) = headers.node {
                map.entries.iter().for_each(|entry| sent.set(entry.key.clone(), entry.value.clone()));
            }
        }
        said.set("headers".into(), At::new(Value::Map(Arc::new(sent)), at));
        if let Some(body) = self.said(act, &request, "defaultBody", at) {
            said.set("body".into(), body);
        }
        Some(Arc::new(Args { named: said, ..Args::default() }))
    }

    /// What a method of an instance gives that needs nothing beside it.
    fn said(&mut self, act: &mut Act, of: &At<Value>, method: &str, at: Span) -> Option<At<Value>> {
        let name = Name::from(method);
        if !self.has_method(act, of, &name) {
            return None;
        }
        let function = self.member(act, of, &name, at);
        let (value, _) = self.apply(act, &function, &Arc::default(), at, at);
        Some(self.force(value))
    }
}

/// A path below an address, with one `/` between them.
fn below(base: Option<&At<Value>>, path: &At<Value>, at: Span) -> Value {
    let joined = |base: &Value| match (base, path.node.as_str()) {
        (Value::Text(base), Some(path)) => base.fixed().map(|base| {
            let url = format!("{}/{}", base.trim_end_matches('/'), path.trim_start_matches('/'));
            Value::text(url, at)
        }),
        _ => None,
    };
    let whole = base.and_then(|base| match &base.node {
        Value::Default(inner, why) => joined(inner).map(|url| by_default(url, why)),
        other => joined(other),
    });
    whole.unwrap_or_else(|| path.node.clone())
}
