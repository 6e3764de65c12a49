//! A request, built from the arguments of a call by the places that its page names.

mod headers;

use super::{Cache, Request, Ttl, cache, fields, process, prompt};
use crate::{
    catalog::sdks::{Argument, CLIENT, Caching, Path, Sdk, Shape},
    source::{At, Span},
    value::{Args, Chain, Field, List, Map, Name, Piece, Value, Why},
};
use std::sync::Arc;

/// Arguments of a call, with what is the request among them.
pub(super) struct Arguments<'a> {
    sdk: &'a Sdk,
    shape: &'a Shape,
    /// All of them, the positional ones under their names.
    root: At<Value>,
    /// The request: the body, the options, or all of them.
    body: At<Value>,
    /// Whether there certainly is no request among the arguments.
    pub bodiless: bool,
    /// Whether it was seen how the client was made.
    pub client_seen: bool,
}

impl<'a> Arguments<'a> {
    /// The arguments as the shape says; `None` where it wants a command that is not there.
    pub fn of(sdk: &'a Sdk, shape: &'a Shape, callee: &Chain, args: &Args, span: Span) -> Option<Self> {
        let mut map = match &shape.runs {
            Some(runs) => process::arguments(args, callee, runs, span)?,
            None if shape.command.is_empty() => fields::arguments(args, &shape.positional),
            None => command(args, &shape.command, &shape.positional)?,
        };
        if shape.runs.is_none() && shape.chains.iter().any(|chain| chain.steps().is_some()) {
            let steps = fields::steps(callee);
            for entry in steps.entries {
                if map.get(&entry.key).is_none() {
                    map.entries.push(entry);
                }
            }
            map.open = map.open.or(steps.open);
        }
        if shape.options {
            fields::options(args, shape.positional.len(), &mut map);
        }
        let root = At::new(Value::Map(Arc::new(map)), span);
        let found = first(&root, &shape.within, sdk);
        let bodiless = !shape.within.is_empty() && found == Field::Absent;
        let body =
            if shape.within.is_empty() { root.clone() } else { fields::plain(as_value(found, span), &sdk.encoders) };
        Some(Self { sdk, shape, root, body, bodiless, client_seen: false })
    }

    /// Lets places that begin with `client` be among what made the client.
    pub fn made_with(&mut self, args: &Args, positional: &[Name]) {
        if let Value::Map(map) = &mut self.root.node {
            let span = self.root.span;
            let made = Value::Map(Arc::new(fields::arguments(args, positional)));
            Arc::make_mut(map).set(Name::new_static(CLIENT), At::new(made, span));
        }
    }

    /// Places where the shape looks for a part.
    pub fn paths(&self, argument: Argument) -> &[Path] {
        self.shape.paths(argument)
    }

    /// Looks into the body once more.
    pub fn narrow(&mut self, path: &Path) {
        let found = first(&self.body, std::slice::from_ref(path), self.sdk);
        self.body = fields::plain(as_value(found, self.body.span), &self.sdk.encoders);
    }

    /// A part of the request; one that the body does not have is looked for among all arguments.
    pub fn field(&self, argument: Argument) -> Field {
        match self.written(argument) {
            Field::Absent if self.sdk.configured.contains(&argument) => Field::Unseen(Why::Settings),
            field if self.is_overridden(argument) => match field {
                Field::Absent => Field::Unseen(Why::Runtime),
                field => fields::overridable(field, &Why::Runtime),
            },
            field => field,
        }
    }

    /// Whether a function among the options may say something else of a part for each request.
    fn is_overridden(&self, argument: Argument) -> bool {
        let Value::Map(body) = &self.body.node else { return false };
        let given = |option: &Name| body.get(option).is_some_and(|value| !stands_for_nothing(&value.node, self.sdk));
        self.sdk.overriding.iter().any(|(option, parts)| parts.contains(&argument) && given(option))
    }

    fn written(&self, argument: Argument) -> Field {
        let paths = self.shape.paths(argument);
        match first(&self.body, paths, self.sdk) {
            given @ Field::Given(_) => given,
            missing => match (missing, first(&self.root, paths, self.sdk)) {
                (_, given @ Field::Given(_)) => given,
                (unseen @ Field::Unseen(_), _) | (_, unseen) => unseen,
            },
        }
    }

    /// A part of which each step of a builder gives a piece, where the SDK has builders: all of them together.
    fn gathered(&self, argument: Argument) -> Field {
        let paths = self.shape.paths(argument);
        let given = |path: &Path| match first(&self.body, std::slice::from_ref(path), self.sdk) {
            Field::Given(value) => Some((path.0.last().and_then(|step| self.sdk.said_by.get(step)), value)),
            _ => None,
        };
        let steps: Vec<(Option<&Name>, At<Value>)> = paths.iter().filter_map(given).collect();
        let several = steps.len() > 1 || steps.iter().any(|(role, _)| role.is_some());
        match steps.first() {
            Some((_, At { span, .. })) if several && !self.sdk.builders.is_empty() => {
                let span = *span;
                let open = self.body().ok().and_then(|body| body.open.clone());
                let items = steps.into_iter().flat_map(|(role, value)| said(role, value)).collect();
                Field::Given(At::new(Value::List(Arc::new(List { items, open })), span))
            }
            _ => self.field(argument),
        }
    }

    /// The body, where it is a map whose entries are known; else why not.
    pub fn body(&self) -> Result<&Map, Why> {
        match &self.body.node {
            Value::Map(map) => Ok(map),
            Value::Unknown(why) => Err(why.clone()),
            _ => Err(Why::Runtime),
        }
    }

    /// Whether an argument or an entry of the body has one of these names.
    pub fn names_any(&self, names: &[impl AsRef<str>]) -> bool {
        let given = |value: &At<Value>, name: &str| {
            !matches!(fields::dig(value, &[Name::from(name)], &self.sdk.encoders), Field::Absent | Field::Unseen(_))
        };
        names.iter().any(|name| given(&self.body, name.as_ref()) || given(&self.root, name.as_ref()))
    }

    /// Whether the body has, or may have, one of these entries.
    pub fn may_name_any(&self, names: &[Name]) -> bool {
        let dig = |name: &Name| fields::dig(&self.body, std::slice::from_ref(name), &self.sdk.encoders);
        names.iter().any(|name| !matches!(dig(name), Field::Absent))
    }

    /// The request, with this model.
    pub fn request(&self, model: Field, model_default: bool) -> Request {
        let system = self.gathered(Argument::System);
        let messages = self.gathered(Argument::Messages);
        let mut system = prompt::of(&system, Some("system"), self.sdk);
        let mut messages = prompt::of(&messages, None, self.sdk);
        prompt::lift_system(&mut system, &mut messages);
        let tools = self.gathered(Argument::Tools);
        Request {
            model,
            model_default,
            max_tokens: self.field(Argument::MaxTokens),
            system,
            messages,
            tools_marker: cache::within(&tools, &self.sdk.cache_markers),
            tools,
            tool_choice: self.field(Argument::ToolChoice),
            thinking: self.field(Argument::Thinking),
            effort: self.field(Argument::Effort),
            stream: self.shape.stream || may_be_true(&self.field(Argument::Stream)),
            stream_unseen: !self.shape.stream && is_open(&self.field(Argument::Stream)),
            cache: self.cache(),
            whole_marker: self.whole_marker(),
            betas: self.field(Argument::Betas),
            service_tier: self.field(Argument::ServiceTier),
            speed: self.field(Argument::Speed),
            output_format: self.field(Argument::OutputFormat),
            stop_sequences: self.field(Argument::StopSequences),
            sampling: [Argument::Temperature, Argument::TopP, Argument::TopK].map(|part| self.field(part)),
            geography: self.field(Argument::Geography),
            timeout: self.of_client(Argument::Timeout),
            retries: self.of_client(Argument::Retries),
            turns: self.field(Argument::Turns),
            budget: self.field(Argument::Budget),
        }
    }

    /// A client that was not seen to be made may have any.
    fn of_client(&self, part: Argument) -> Field {
        match self.field(part) {
            Field::Absent if !self.client_seen && !self.paths(part).is_empty() => Field::Unseen(Why::Runtime),
            field => field,
        }
    }

    fn cache(&self) -> Cache {
        match self.sdk.caching {
            Caching::Automatic => return Cache::Automatic,
            Caching::Elsewhere => return Cache::Unseen(Why::Outside(Name::from(&*self.sdk.id))),
            Caching::Marked if self.sdk.cache_markers.is_empty() => return Cache::Absent,
            Caching::Marked => {}
        }
        match self.cache_in_body() {
            marked @ Cache::Marked(_) => marked,
            _ if [Argument::System, Argument::Messages].iter().any(|part| self.is_overridden(*part)) => {
                Cache::Unseen(Why::Runtime)
            }
            other if self.shape.within.is_empty() => other,
            other => match cache::of(&[&self.root], &self.sdk.cache_markers) {
                marked @ Cache::Marked(_) => marked,
                _ => other,
            },
        }
    }

    fn whole_marker(&self) -> Option<Ttl> {
        let Value::Map(body) = &self.body.node else { return None };
        cache::marker(body, &self.sdk.cache_markers)
    }

    fn cache_in_body(&self) -> Cache {
        let markers = &self.sdk.cache_markers;
        let known = cache::of(&[&self.without(&MARKERLESS)], markers);
        let Cache::Unseen(why) = known else { return known };
        let before_messages = [&MARKERLESS[..], &[Argument::Messages]].concat();
        match cache::of(&[&self.without(&before_messages)], markers) {
            Cache::Absent => Cache::UnseenInMessages(why),
            _ => Cache::Unseen(why),
        }
    }

    /// The body without the entries that are these parts of the request.
    fn without(&self, parts: &[Argument]) -> At<Value> {
        let Value::Map(map) = &self.body.node else { return self.body.clone() };
        let mut map = Map::clone(map);
        let left_out = |key: &Name| parts.iter().flat_map(|part| self.paths(*part)).any(|path| path.0 == [key.clone()]);
        map.entries.retain(|entry| !left_out(&entry.key));
        At::new(Value::Map(Arc::new(map)), self.body.span)
    }
}

/// Parts of a request that are plain values: whatever they are, no marker stands on them.
const MARKERLESS: [Argument; 16] = [
    Argument::Model,
    Argument::MaxTokens,
    Argument::ToolChoice,
    Argument::Thinking,
    Argument::Effort,
    Argument::Stream,
    Argument::Betas,
    Argument::ServiceTier,
    Argument::Speed,
    Argument::OutputFormat,
    Argument::StopSequences,
    Argument::Temperature,
    Argument::TopP,
    Argument::TopK,
    Argument::Geography,
    Argument::Turns,
];

/// Whether one of several lines of headers (`anthropic-version: 2023-06-01`) begins with this name.
fn written_out(headers: &Value, name: &str) -> bool {
    let Value::List(lines) = headers else { return false };
    lines.items.iter().any(|line| match &line.node {
        Value::Text(text) => match text.pieces.first() {
            Some(Piece::Fixed { text, .. }) => {
                text.split_once(':').is_some_and(|(before, _)| before.trim().eq_ignore_ascii_case(name))
            }
            _ => false,
        },
        _ => false,
    })
}

/// What one step gave, each piece of it said by the role that the step is named for.
fn said(role: Option<&Name>, value: At<Value>) -> Vec<At<Value>> {
    let items = match value.node {
        Value::List(list) => list.items.clone(),
        node => vec![At::new(node, value.span)],
    };
    let Some(role) = role.filter(|role| !role.is_empty()) else { return items };
    let spoken = items.into_iter().map(|item| {
        let span = item.span;
        let mut message = Map::default();
        message.set("role".into(), At::new(Value::text(role.as_str(), span), span));
        message.set("content".into(), item);
        At::new(Value::Map(Arc::new(message)), span)
    });
    spoken.collect()
}

/// Arguments of the command that the first argument is a construction of, and what later steps add to it
/// (`createRequest(…)->withBody($body)`).
fn command(args: &Args, names: &[Name], positional: &[Name]) -> Option<Map> {
    let Value::Foreign(chain) = &args.positional.first()?.node else { return None };
    let links = super::links::links(chain);
    let made = links.iter().rposition(|link| names.iter().any(|name| name == link.name))?;
    let mut map = fields::arguments(links[made].called?, positional);
    for link in &links[made + 1..] {
        let added = link.called.and_then(|args| args.positional.first())?;
        map.set(link.name.into(), added.clone());
    }
    Some(map)
}

/// The first of the places that is given; values that stand for nothing given count as absent.
fn first(value: &At<Value>, paths: &[Path], sdk: &Sdk) -> Field {
    let mut rest = Field::Absent;
    for path in paths {
        match settled(fields::dig(value, &path.0, &sdk.encoders), sdk) {
            given @ Field::Given(_) => return given,
            unseen @ Field::Unseen(_) => rest = unseen,
            Field::Absent => {}
        }
    }
    rest
}

fn settled(field: Field, sdk: &Sdk) -> Field {
    let Field::Given(value) = field else { return field };
    match value.node {
        Value::OneOf(all) => {
            let mut kept = Vec::new();
            for mut one in all {
                if stands_for_nothing(&one.node, sdk) {
                    one.node = Value::Absent;
                } else if let Some(why) = left_to_others(&one.node, sdk) {
                    one.node = Value::Unknown(why);
                }
                fields::add(&mut kept, one);
            }
            match kept.as_slice() {
                [At { node: Value::Absent, .. }] => Field::Absent,
                _ => Field::Given(fields::one_of(kept, value.span)),
            }
        }
        node if stands_for_nothing(&node, sdk) => Field::Absent,
        node if let Some(why) = left_to_others(&node, sdk) => Field::Unseen(why),
        node => Field::Given(At::new(node, value.span)),
    }
}

fn stands_for_nothing(value: &Value, sdk: &Sdk) -> bool {
    match value {
        Value::Null | Value::Absent => true,
        Value::Foreign(chain) => chain.last_member().is_some_and(|name| sdk.absences.contains(name)),
        Value::Int(0) => sdk.zero_is_absent,
        Value::Text(text) => sdk.zero_is_absent && text.fixed().is_some_and(|fixed| fixed.is_empty()),
        Value::List(list) => sdk.zero_is_absent && list.items.is_empty() && list.open.is_none(),
        Value::Map(map) => sdk.zero_is_absent && map.entries.is_empty() && map.open.is_none(),
        _ => false,
    }
}

/// Who says what a part is, where it is nothing unless they do: `def ask(model=None)` is made to be called with a model.
fn left_to_others(value: &Value, sdk: &Sdk) -> Option<Why> {
    match value {
        Value::Default(inner, why) if stands_for_nothing(inner, sdk) => Some(why.clone()),
        _ => None,
    }
}

fn as_value(field: Field, span: Span) -> At<Value> {
    match field {
        Field::Given(value) => value,
        Field::Unseen(why) => At::new(Value::Unknown(why), span),
        Field::Absent => At::new(Value::Map(Arc::default()), span),
    }
}

fn is_open(field: &Field) -> bool {
    let unknown =
        |value: &Value| matches!(value, Value::Unknown(_) | Value::Foreign(_) | Value::Local(_) | Value::Default(..));
    match field {
        Field::Absent => false,
        Field::Unseen(_) => true,
        Field::Given(value) => value.node.possibilities().any(unknown),
    }
}

fn may_be_true(field: &Field) -> bool {
    let yes = |value: &Value| match value {
        Value::Bool(yes) => *yes,
        Value::Default(inner, _) => **inner == Value::Bool(true),
        _ => false,
    };
    matches!(field, Field::Given(value) if value.node.possibilities().any(yes))
}
