//! The model of a request: which ids it may be, and whose they are.

use super::{
    fields::{add, one_of},
    links::{Link, is_of, links},
};
use crate::{
    catalog::{
        models::{self, Constant},
        sdks::{Sdks, Vendor},
    },
    source::{At, Span},
    value::{Args, Chain, Field, Local, Map, Name, Piece, Root, Step, Text, Value, Why},
};
use std::sync::Arc;

/// How deep model objects are looked into.
const DEPTH: u32 = 12;
/// Keys under which model objects and model entries hold the id.
const KEYS: [&str; 6] = ["model", "model_id", "modelId", "model_name", "modelName", "id"];

/// The possible models of a request.
#[derive(Debug, Default)]
pub(super) struct Models {
    possible: Vec<(At<Value>, Vendor)>,
    absent: Option<Span>,
}

impl Models {
    /// What `field` may be.
    pub fn of(sdks: &Sdks, field: &Field) -> Models {
        let mut models = Models::default();
        match field {
            Field::Given(value) => models.read(sdks, value, DEPTH),
            Field::Unseen(_) | Field::Absent => {}
        }
        models
    }

    /// Whether one of them is certainly Claude's.
    pub fn any_claude(&self) -> bool {
        self.possible.iter().any(|(_, vendor)| *vendor == Vendor::Claude)
    }

    /// Whether all of them are known to be another vendor's.
    pub fn all_other(&self) -> bool {
        !self.possible.is_empty() && self.possible.iter().all(|(_, vendor)| *vendor == Vendor::Other)
    }

    /// Whether one of them only stands in for what callers or settings may say.
    pub fn any_default(&self) -> bool {
        self.possible.iter().any(|(value, _)| matches!(value.node, Value::Default(..)))
    }

    /// Whether all of them are known words, though of no known vendor. An ARN says nothing about the model behind it.
    pub fn all_named(&self) -> bool {
        let named = |value: &Value| value.as_str().is_some_and(|id| !id.starts_with("arn:"));
        !self.possible.is_empty() && self.possible.iter().all(|(value, _)| named(inner(&value.node)))
    }

    /// The field with the ids of Claude, and with those that nobody knows; `field` where nothing was given.
    pub fn field(self, field: Field, claude_only: bool) -> Field {
        let Field::Given(At { span, .. }) = field else { return field };
        let known = self.any_claude();
        let mut all = Vec::new();
        for (value, vendor) in self.possible {
            let unnamed = matches!(inner(&value.node), Value::Text(_)) && vendor == Vendor::Unknown;
            match vendor {
                // A client that reaches nothing but Claude is not made for the default of another vendor.
                Vendor::Other => match value.node {
                    Value::Default(_, why) if claude_only => {
                        add(&mut all, At::new(Value::Unknown(why), value.span));
                    }
                    _ => {}
                },
                // Beside a Claude id, an alias that nobody knows may be anything.
                _ if unnamed && known && !claude_only => {
                    add(&mut all, At::new(Value::Unknown(Why::Runtime), value.span));
                }
                _ => add(&mut all, value),
            }
        }
        if let Some(at) = self.absent {
            add(&mut all, At::new(Value::Absent, at));
        }
        match all.as_slice() {
            [] | [At { node: Value::Absent, .. }] => Field::Absent,
            _ => Field::Given(one_of(all, span)),
        }
    }

    fn read(&mut self, sdks: &Sdks, value: &At<Value>, depth: u32) {
        let Some(depth) = depth.checked_sub(1) else {
            return self.unknown(Why::TooDeep, value.span);
        };
        match &value.node {
            Value::OneOf(all) => all.iter().for_each(|one| self.read(sdks, one, depth)),
            // No model has an empty name: it stands where somebody is to say one.
            Value::Default(inner, why) if is_empty(inner) => self.unknown(why.clone(), value.span),
            empty if is_empty(empty) => self.unknown(Why::Runtime, value.span),
            Value::Default(inner, why) => {
                let before = self.possible.len();
                self.read(sdks, &At::new((**inner).clone(), value.span), depth);
                for (value, _) in &mut self.possible[before..] {
                    if !matches!(value.node, Value::Default(..) | Value::Unknown(_)) {
                        value.node = Value::Default(Box::new(value.node.clone()), why.clone());
                    }
                }
            }
            Value::Text(text) => self.possible.push((value.clone(), vendor_of(sdks, text))),
            Value::Foreign(chain) => self.object(sdks, chain, value.span, depth),
            Value::Map(map) => self.entry(sdks, map, value.span, depth),
            Value::Local(local) => match &**local {
                Local::Instance { fields, .. } => self.entry(sdks, fields, value.span, depth),
                _ => self.unknown(Why::Runtime, value.span),
            },
            Value::Null | Value::Absent => self.absent = Some(value.span),
            Value::Unknown(why) => self.unknown(why.clone(), value.span),
            Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::List(_) => {
                self.unknown(Why::Runtime, value.span);
            }
        }
    }

    /// A constant that an SDK has for a model; `false` for one whose name says nothing.
    fn constant(&mut self, sdks: &Sdks, name: &Name, span: Span) -> bool {
        let unknown = || Value::Unknown(Why::Outside(name.clone()));
        let (node, vendor) = match models::embedded().constant(name) {
            Constant::Id(id) => (Value::text(id, span), Vendor::Claude),
            Constant::SomeClaude => (unknown(), Vendor::Claude),
            Constant::Other => (unknown(), sdks.vendors.of(name)),
        };
        if vendor != Vendor::Unknown {
            self.possible.push((At::new(node, span), vendor));
        }
        vendor != Vendor::Unknown
    }

    fn unknown(&mut self, why: Why, span: Span) {
        self.possible.push((At::new(Value::Unknown(why), span), Vendor::Unknown));
    }

    fn entry(&mut self, sdks: &Sdks, map: &Map, span: Span, depth: u32) {
        match KEYS.iter().find_map(|key| map.get(key)) {
            Some(id) => self.read(sdks, id, depth),
            None => self.unknown(Why::Runtime, span),
        }
    }

    /// A model made by code outside the tree: `anthropic("claude-…")`, `wrapLanguageModel({ model: … })`,
    /// `customProvider({ languageModels }).languageModel("chat")`. What other code gives (a form, a vault, a database)
    /// is not known, whatever its arguments are; but who is asked for a model of another vendor gives none of Claude.
    fn object(&mut self, sdks: &Sdks, chain: &Chain, span: Span, depth: u32) {
        let outside = || Why::Outside(chain.last_member().cloned().unwrap_or_default());
        let makes_models = matches!(&chain.root, Root::Import(module) if sdks.vendors.makes_models(module));
        if let (Root::Import(module), [.., Step::Member(of), Step::Member(name)]) =
            (&chain.root, chain.steps.as_slice())
            && let Some(id) = sdks.constant(module, &format!("{of}.{name}"))
        {
            return self.possible.push((At::new(Value::text(id, span), span), Vendor::Claude));
        }
        if (makes_models || matches!(chain.root, Root::Global(_)))
            && let Some(name) = constant(chain)
            && self.constant(sdks, name, span)
        {
            return;
        }
        if let Some(id) = id_of_others(sdks, chain).filter(|_| !makes_models) {
            // A client that reaches nothing but Claude may be given another.
            let asked = Value::Default(Box::new(id.node.clone()), outside());
            return self.possible.push((At::new(asked, span), Vendor::Other));
        }
        let Root::Import(module) = &chain.root else { return self.unknown(outside(), span) };
        if is_of(module, &sdks.vendors.doubles) {
            let double = At::new(Value::Unknown(outside()), span);
            return self.possible.push((double, Vendor::Other));
        }
        if !makes_models {
            return self.unknown(outside(), span);
        }
        let links = links(chain);
        if let Some(model) = registered(&links) {
            return self.read(sdks, model, depth);
        }
        let called = links.iter().rev().find(|link| link.called.is_some());
        // What is looked up under a name is not called that.
        let called = called.filter(|link| link.name != "get").and_then(|link| link.called);
        let id = called.and_then(|args| {
            let first = args.positional.first().filter(|first| !matches!(first.node, Value::Foreign(_)));
            let keyed = || KEYS.iter().find_map(|key| args.named.get(key));
            first.or_else(|| claudes_id(sdks, args)).or_else(|| args.positional.first()).or_else(keyed)
        });
        let before = self.possible.len();
        match id {
            Some(id) => self.read(sdks, id, depth),
            None => self.unknown(outside(), span),
        }
        let maker = sdks.vendors.of(module);
        for (_, vendor) in self.possible[before..].iter_mut().filter(|(_, vendor)| *vendor == Vendor::Unknown) {
            *vendor = maker;
        }
    }
}

/// An id of Claude's behind what else a model is made of: `anthropic.Model(g, "claude-…")`.
fn claudes_id<'c>(sdks: &Sdks, args: &'c Args) -> Option<&'c At<Value>> {
    let claudes = |value: &&At<Value>| value.node.as_str().is_some_and(|id| sdks.vendors.of(&id) == Vendor::Claude);
    args.positional.iter().find(claudes)
}

/// The id that somebody unknown is asked for a model by, where only another vendor's has it: `pick("gpt-5-mini")`. Words
/// without a figure may be the name of a setting.
fn id_of_others<'c>(sdks: &Sdks, chain: &'c Chain) -> Option<&'c At<Value>> {
    let [before @ .., Step::Call(args)] = chain.steps.as_slice() else { return None };
    // What is looked up under a name is not called that.
    let looked_up = matches!(before.last(), Some(Step::Member(name)) if name == "get");
    let first = args.positional.first().filter(|_| !args.building && !looked_up)?;
    let id = first.node.as_str()?;
    let others = sdks.vendors.of(&id) == Vendor::Other && id.contains(|c: char| c.is_ascii_digit());
    others.then_some(first)
}

/// The constant that a chain is, perhaps asked for its value: `Model.X`, `Model.X.getValue()`.
fn constant(chain: &Chain) -> Option<&Name> {
    let mut steps = chain.steps.as_slice();
    if let [before @ .., Step::Member(_), Step::Call(args)] = steps
        && args.positional.is_empty()
        && args.named.entries.is_empty()
    {
        steps = before;
    }
    let [before @ .., Step::Member(name)] = steps else { return None };
    before.iter().all(|step| matches!(step, Step::Member(_))).then_some(name)
}

/// What a provider that registers models by name holds under the name it is asked for.
fn registered<'a>(links: &[Link<'a>]) -> Option<&'a At<Value>> {
    let models = links.iter().find_map(|link| match link.called?.positional.first().map(|value| &value.node) {
        Some(Value::Map(map)) => map.get("languageModels"),
        _ => None,
    })?;
    let name = links.last()?.called?.positional.first()?.node.as_str()?;
    if let Value::Map(models) = &models.node { models.get(&name) } else { None }
}

fn vendor_of(sdks: &Sdks, text: &Text) -> Vendor {
    let mut shown = String::new();
    for piece in &text.pieces {
        match piece {
            Piece::Fixed { text, .. } => shown.push_str(text),
            Piece::Hole { .. } => shown.push('{'),
        }
    }
    sdks.vendors.of(&shown)
}

fn is_empty(value: &Value) -> bool {
    matches!(value, Value::Text(_)) && value.as_str().is_some_and(|text| text.trim().is_empty())
}

fn inner(value: &Value) -> &Value {
    if let Value::Default(inner, _) = value { inner } else { value }
}

/// A field with one known text, for a model that the SDK or the URL names.
pub(super) fn named(id: &str, span: Span) -> Field {
    Field::Given(At::new(Value::text(Arc::<str>::from(id), span), span))
}
