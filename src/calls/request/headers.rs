//! Headers of a request, which may stand beside it or with its client.

use super::{Arguments, first, written_out};
use crate::{
    calls::{fields, links::links},
    catalog::sdks::Argument,
    source::At,
    value::{Chain, Field, Name, Value},
};
use std::sync::Arc;

impl Arguments<'_> {
    /// Lets the headers of a request that gives none be those of its client: `axios.create({ headers })`, `withHeaders($all)`.
    pub fn headed_by(&mut self, callee: &Chain) {
        let paths = self.shape.paths(Argument::Headers);
        let Some([name, ..]) = paths.first().map(|path| path.0.as_slice()) else { return };
        if self.field(Argument::Headers) != Field::Absent {
            return;
        }
        let links = links(callee);
        let given = links.iter().find_map(|link| {
            let args = link.called?;
            let step = paths.iter().any(|path| path.0.iter().map(Name::as_str).eq([link.name]));
            let made = || first(&At::new(Value::Map(Arc::new(fields::as_map(args))), self.root.span), paths, self.sdk);
            args.positional.first().filter(|_| step).cloned().or_else(|| match made() {
                Field::Given(value) => Some(value),
                _ => None,
            })
        });
        if let (Value::Map(map), Some(given)) = (&mut self.root.node, given) {
            Arc::make_mut(map).set(name.clone(), given);
        }
    }

    /// Whether the headers have one of these names.
    pub fn names_any_header(&self, names: &[String]) -> bool {
        let Field::Given(headers) = self.field(Argument::Headers) else { return false };
        let given = |name: &String| {
            let key = [Name::from(name.as_str())];
            written_out(&headers.node, name)
                || matches!(fields::dig(&headers, &key, &self.sdk.encoders), Field::Given(_))
        };
        names.iter().any(|name| given(name) || fields::has_pair(&headers.node, name))
    }
}
