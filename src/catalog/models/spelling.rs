//! What a model id as written in code means: prefixes, regions, versions, suffixes.
//!
//! Everything that only says where a request goes is taken off; what is left must be an id of the catalogue, exactly.

use super::{Alias, Model};
use crate::catalog::platform::Platform;
use regex::Regex;
use serde::Deserialize;
use std::{collections::HashMap, sync::LazyLock};

/// What an id means.
#[derive(Clone, Copy, Debug)]
pub enum Found<'a> {
    /// A model of the catalogue.
    Known(&'a Model, Form),
    /// Written like an id of Claude, but no platform is known to have served it.
    UnknownClaude(Form),
    /// The name of a thing that a cloud account defines, which may stand for any model.
    Opaque,
    /// No Claude model.
    NotClaude,
}

/// What the spelling of an id says beside the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where this spelling belongs.
    pub platform: Platform,
    /// Whether it asks for fast mode.
    pub fast: bool,
    /// Whether it is a pointer that has moved or may move.
    pub floating: bool,
    /// Which endpoints of a cloud it names.
    pub routing: Routing,
}

/// Which endpoints of a cloud an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Routing {
    /// The global one, or there is only one.
    Global,
    /// One region or a group of regions.
    Regional,
    /// The id does not say.
    Unstated,
}

/// How ids are spelled, from the catalogue.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Spelling {
    regions: Vec<String>,
    anthropic_prefixes: Vec<String>,
    bedrock_prefixes: Vec<String>,
    foundry_prefixes: Vec<String>,
    gateway_prefixes: Vec<String>,
    vertex_prefixes: Vec<String>,
    suffixes: Vec<String>,
    fast_suffixes: Vec<String>,
    /// Key of the source.
    pub source: String,
}

/// Every id of the catalogue, with hyphens for dots.
#[derive(Debug, Default)]
pub struct Index(HashMap<String, Entry>);

#[derive(Clone, Copy, Debug)]
struct Entry {
    model: usize,
    platform: Platform,
    floating: bool,
}

impl Index {
    pub fn new(models: &[Model], aliases: &[Alias]) -> Index {
        let mut all = HashMap::new();
        for (at, model) in models.iter().enumerate() {
            for (platform, id) in model.ids() {
                let floating = model.floating.iter().any(|moving| moving == id);
                let id = id.strip_prefix("anthropic.").unwrap_or(id);
                all.entry(id.replace('.', "-")).or_insert(Entry { model: at, platform, floating });
            }
        }
        for alias in aliases {
            if let Some(at) = models.iter().position(|model| model.id == alias.model) {
                let entry = Entry { model: at, platform: Platform::Gateway, floating: true };
                all.insert(alias.gateway.clone(), entry);
            }
        }
        Index(all)
    }

    fn get(&self, id: &str) -> Option<Entry> {
        self.0.get(&id.replace('.', "-")).copied()
    }
}

static ARN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^arn:aws[a-z-]*:bedrock:[a-z0-9-]*:[0-9]*:(?<kind>[a-z-]+)/(?<rest>.+)$").expect("a fixed pattern")
});
static VERTEX_PATH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:projects/[^/]+/locations/[^/]+/)?publishers/anthropic/models/(?<rest>[^/]+)$")
        .expect("a fixed pattern")
});
static BEDROCK_VERSION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"-v[0-9]+(?::[0-9]+(?::[0-9]+k)?)?$").expect("a fixed pattern"));
static LIKE_CLAUDE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^claude[0-9-][a-z0-9.:@\[\]-]*$").expect("a fixed pattern"));
static NAMES_A_MODEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("[0-9]|fable|mythos|opus|sonnet|haiku|instant").expect("a fixed pattern"));

/// Longer than any id; what is longer is some other text.
const LONGEST: usize = 300;

/// An id while things are taken off it.
struct Reading<'t> {
    rest: &'t str,
    platform: Option<Platform>,
    routing: Routing,
    fast: bool,
}

impl Spelling {
    /// What `id` means.
    pub fn find<'a>(&self, index: &Index, models: &'a [Model], id: &str) -> Found<'a> {
        let id = id.trim();
        if id.len() > LONGEST {
            return Found::NotClaude;
        }
        let id = id.to_lowercase();
        let Some(mut reading) = Reading::of(&id) else { return Found::Opaque };
        self.take_prefixes(&mut reading);
        self.take_region(&mut reading);
        let whole = reading.rest;
        match self.look_up(index, &mut reading) {
            Some(entry) => Found::Known(&models[entry.model], reading.form(entry, &models[entry.model])),
            None => like_claude(whole, &reading).map_or(Found::NotClaude, Found::UnknownClaude),
        }
    }

    fn take_prefixes(&self, reading: &mut Reading<'_>) {
        let kinds = [
            (Platform::Gateway, &self.gateway_prefixes),
            (Platform::Bedrock, &self.bedrock_prefixes),
            (Platform::Vertex, &self.vertex_prefixes),
            (Platform::Foundry, &self.foundry_prefixes),
            (Platform::Anthropic, &self.anthropic_prefixes),
        ];
        let next = |rest: &str| {
            let fits = kinds.iter().flat_map(|(platform, all)| all.iter().map(move |prefix| (*platform, prefix)));
            fits.filter(|(_, prefix)| rest.starts_with(prefix.as_str())).max_by_key(|(_, prefix)| prefix.len())
        };
        while let Some((platform, prefix)) = next(reading.rest) {
            reading.rest = &reading.rest[prefix.len()..];
            reading.platform.get_or_insert(platform);
        }
    }

    fn take_region(&self, reading: &mut Reading<'_>) {
        let region = self.regions.iter().find(|region| {
            reading.rest.strip_prefix(region.as_str()).is_some_and(|rest| rest.starts_with(BEDROCK_VENDOR))
        });
        if let Some(region) = region {
            reading.rest = &reading.rest[region.len()..];
            reading.routing = if region == "global." { Routing::Global } else { Routing::Regional };
        }
        if let Some(rest) = reading.rest.strip_prefix(BEDROCK_VENDOR) {
            reading.rest = rest;
            reading.platform.get_or_insert(Platform::Bedrock);
        }
    }

    fn look_up(&self, index: &Index, reading: &mut Reading<'_>) -> Option<Entry> {
        loop {
            if let Some(entry) = index.get(reading.rest) {
                return Some(entry);
            }
            if reading.platform == Some(Platform::Bedrock)
                && let Some(version) = BEDROCK_VERSION.find(reading.rest)
                && let Some(entry) = index.get(&reading.rest[..version.start()])
            {
                return Some(entry);
            }
            let ends = |all: &[String]| all.iter().find_map(|suffix| reading.rest.strip_suffix(suffix.as_str()));
            let (rest, fast) = match (ends(&self.suffixes), ends(&self.fast_suffixes)) {
                (Some(rest), _) => (rest, false),
                (None, Some(rest)) => (rest, true),
                (None, None) => return None,
            };
            if reading.rest[rest.len()..].starts_with('@') {
                reading.platform.get_or_insert(Platform::Vertex);
            }
            (reading.rest, reading.fast) = (rest, reading.fast || fast);
        }
    }
}

/// What stands before Claude's ids on Bedrock.
const BEDROCK_VENDOR: &str = "anthropic.";

impl<'t> Reading<'t> {
    /// Takes off what a cloud's resource names put around an id; nothing for a resource that is no model.
    fn of(id: &'t str) -> Option<Reading<'t>> {
        let mut reading = Reading { rest: id, platform: None, routing: Routing::Unstated, fast: false };
        let of_model = |kind: &str| matches!(kind, "foundation-model" | "inference-profile");
        if let Some(arn) = ARN.captures(id) {
            let rest = arn.name("rest").filter(|_| of_model(&arn["kind"]))?;
            (reading.rest, reading.platform) = (rest.as_str(), Some(Platform::Bedrock));
        } else if let Some(rest) = VERTEX_PATH.captures(id).and_then(|path| path.name("rest")) {
            (reading.rest, reading.platform) = (rest.as_str(), Some(Platform::Vertex));
        }
        Some(reading)
    }

    fn form(&self, entry: Entry, model: &Model) -> Form {
        let dotted = self.rest.contains('.') && !model.id.contains('.');
        let platform = match self.platform {
            None | Some(Platform::Anthropic) if dotted => Platform::Gateway,
            None | Some(Platform::Anthropic) => entry.platform,
            Some(platform) => platform,
        };
        let floating = entry.floating && (platform != Platform::Gateway || entry.platform == Platform::Gateway);
        Form { platform, fast: self.fast, floating, routing: self.routing_on(platform) }
    }

    fn routing_on(&self, platform: Platform) -> Routing {
        if matches!(platform, Platform::Bedrock | Platform::Vertex) { self.routing } else { Routing::Global }
    }
}

/// The form of an id that reads like one of Claude's; nothing for one that does not. Before the last `/` there may be
/// the name of a router, but no address and no relative path.
fn like_claude(whole: &str, reading: &Reading<'_>) -> Option<Form> {
    let (router, last) = whole.rsplit_once('/').unwrap_or(("", whole));
    let is_path = router.contains("//") || router.ends_with([':', '/', '.']) || whole.starts_with(['.', '/']);
    if is_path || !LIKE_CLAUDE.is_match(last) || !NAMES_A_MODEL.is_match(last) {
        return None;
    }
    let elsewhere = !router.is_empty() || last.contains('.');
    let platform = match reading.platform {
        None | Some(Platform::Anthropic) if elsewhere => Platform::Gateway,
        platform => platform.unwrap_or(Platform::Unknown),
    };
    Some(Form { platform, fast: false, floating: false, routing: reading.routing_on(platform) })
}
