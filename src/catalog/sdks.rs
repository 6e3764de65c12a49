//! The shape of every SDK, from the pages in `rules/sdks`: what brings it in, what makes a client, which calls send a
//! request, and where in their arguments each part of the request stands.
//!
//! A page is prose for people with one TOML block, its first, for skint. The schema is small on purpose: a pattern is
//! a dotted path in which `()` marks what is called (`Session().client()`), a place in the arguments is a dotted path
//! over keys (`inferenceConfig.maxTokens`), and everything that one call does differently overrides the page.

#[cfg(test)]
mod block;
mod builders;
mod embedded;
mod files;
mod head;
mod pattern;
mod shape;
#[cfg(test)]
mod tests;
mod vendors;

pub use builders::Builders;
pub use embedded::{Page, embedded};
pub use files::{Condition, FileShape, Need, Step, Steps};
pub use pattern::Pattern;
pub use shape::{
    Argument, CLIENT, Caching, Capless, Client, Consequence, Endpoint, Manifest, Origin, Path, Runs, Shape, Table,
    TableMatch, UnknownModel,
};
pub use vendors::{Vendor, Vendors};

use super::models::SAY_PRICE;
pub use super::platform::Platform;
use crate::{syntax::Language, value::Name};
use files::FileShapes;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

/// What a call asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// One message.
    Message,
    /// Many messages at half price, later.
    Batch,
    /// A count, which is free.
    CountTokens,
    /// A loop of messages and tool calls.
    Agent,
    /// A model set up for later use.
    Config,
}

/// A page of `rules/sdks`.
#[derive(Debug)]
pub struct Sdk {
    /// Name of the page, kebab-case.
    pub id: Arc<str>,
    /// Languages it is used from.
    pub languages: Vec<Language>,
    /// Modules that bring it in; anything beneath one counts too.
    pub modules: Vec<String>,
    /// What an unknown model means: nothing else than Claude answers, or only evidence can tell.
    pub unknown_model: UnknownModel,
    /// What else tells that an unknown model may be Claude.
    pub manifest: Option<Manifest>,
    /// What makes a client.
    pub clients: Vec<Client>,
    /// What sends a request, or sets one up.
    pub shapes: Vec<Shape>,
    /// URLs that a raw request may name, the more special ones first.
    pub endpoints: Vec<Endpoint>,
    /// Files in which entries stand for its calls.
    pub files: Vec<FileShape>,
    /// Members and calls that give the client itself back.
    pub transparent: Vec<Name>,
    /// Calls that give the client with other options.
    pub remade_by: Vec<Name>,
    /// Calls that only turn a body into text or bytes.
    pub encoders: Vec<Name>,
    /// Keys and names that mark something for caching.
    pub cache_markers: Vec<Name>,
    /// Chains that give back what their steps were given (`toBuilder().*.build()`), beside the calls with steps.
    pub builders: Vec<Pattern>,
    /// Calls that begin a builder with what their receiver holds (`toBuilder`).
    pub continues: Vec<Name>,
    /// Names of builder steps that add to what was given before, where the name does not say so by `add`.
    pub repeats: Vec<Name>,
    /// Constants for models whose names do not say the id in its own order, with the type that they stand in.
    pub constants: BTreeMap<Name, String>,
    /// Who decides what is cached.
    pub caching: Caching,
    /// Arguments that no request to Claude has; with one of them, a call on an unknown receiver is another vendor's.
    pub foreign_arguments: Vec<Name>,
    /// Names of values that stand for nothing given (`NOT_GIVEN`).
    pub absences: Vec<Name>,
    /// Parts of a request that settings outside the code may give where the code does not.
    pub configured: Vec<Argument>,
    /// Options that hold a function which may say something else of these parts for each request.
    pub overriding: BTreeMap<Name, Vec<Argument>>,
    /// Whether an empty value stands for nothing given, as in Go.
    pub zero_is_absent: bool,
    /// Functions that make a message or a part of one of their arguments, with the role that it has, if it has one.
    pub said_by: BTreeMap<Name, Name>,
    /// How often a failed request is sent again, where that is documented.
    pub retries: Option<u32>,
    /// Bytes that bring it into a file.
    pub brings: Vec<String>,
    /// Bytes that call it whatever the file imports.
    pub alone: Vec<String>,
    /// The page as written.
    pub text: &'static str,
}

/// Every page, and what is looked up in them.
#[derive(Debug)]
pub struct Sdks {
    pages: Vec<Sdk>,
    /// Whose model an id is.
    pub vendors: Vendors,
    call_names: HashMap<Language, HashSet<Name>>,
    telling_names: HashMap<Language, HashSet<Name>>,
    spellings: Vec<String>,
    by_name: HashMap<Name, Vec<(usize, usize)>>,
    builders: HashMap<Language, Builders>,
    files: FileShapes,
}

/// Words for the prefilter, as bytes that a file must hold. A file is read when it holds one of `alone`, or one of
/// `brings` and one of `calls`.
#[derive(Debug, Default)]
pub struct Words<'a> {
    /// What brings an SDK in.
    pub brings: Vec<&'a str>,
    /// What calls it, or says what it costs.
    pub calls: Vec<&'a str>,
    /// What does both.
    pub alone: Vec<&'a str>,
    /// What a file of data holds, one of them.
    pub data: Vec<&'a str>,
}

impl Sdks {
    /// The pages, held by what looks things up in them. The error names the page and what is wrong.
    pub fn parse(pages: &[Page], vendors: &str) -> Result<Sdks, String> {
        let pages = pages.iter().map(head::parse).collect::<Result<Vec<_>, _>>()?;
        let mut by_name: HashMap<Name, Vec<(usize, usize)>> = HashMap::new();
        let files = FileShapes::of(&pages)?;
        for (page, sdk) in pages.iter().enumerate() {
            for (shape, entry) in sdk.shapes.iter().enumerate() {
                for name in entry.final_names() {
                    let places = by_name.entry(name.clone()).or_default();
                    if places.last() != Some(&(page, shape)) {
                        places.push((page, shape));
                    }
                }
            }
        }
        let of_code = || pages.iter().filter(|page| page.files.is_empty());
        let call_names = names_by_language(of_code(), |_| true);
        let telling_names = names_by_language(of_code(), |shape| shape.runs.is_none());
        let spellings = of_code().flat_map(Sdk::spellings).collect();
        let builders = Builders::of(&pages);
        Ok(Sdks {
            pages,
            vendors: Vendors::parse(vendors)?,
            call_names,
            telling_names,
            spellings,
            by_name,
            builders,
            files,
        })
    }

    /// By language, final names of the calls that the resolver must report.
    pub fn call_names(&self) -> &HashMap<Language, HashSet<Name>> {
        &self.call_names
    }

    /// Those that are followed wherever they stand. What starts a process is called by names that programs have for much
    /// else: those count where a file may start Claude Code by them.
    pub fn telling_names(&self) -> &HashMap<Language, HashSet<Name>> {
        &self.telling_names
    }

    /// By language, names of packages that bring an SDK in, and scopes of those that make its models (`@ai-sdk/`); a folder
    /// of the same name in the tree never stands for one. A name means nothing in other languages: `llm` is a crate, and
    /// somebody's own module in Python.
    pub fn packages(&self) -> HashMap<Language, HashSet<Name>> {
        let mut packages: HashMap<Language, HashSet<Name>> = HashMap::new();
        for page in &self.pages {
            for language in &page.languages {
                let names = page.modules.iter().filter_map(|module| package(module, *language)).map(Name::from);
                packages.entry(*language).or_default().extend(names);
            }
        }
        for language in [Language::TypeScript, Language::JavaScript] {
            packages.entry(language).or_default().extend(self.vendors.model_scopes());
        }
        packages
    }

    /// How the SDKs of a language spell builders; nothing where none has them.
    pub fn builders(&self, language: Language) -> Option<&Builders> {
        self.builders.get(&language)
    }

    /// The id that a constant (`AnthropicModels.Claude45Sonnet`) has in the SDK that has this module.
    pub fn constant(&self, module: &str, name: &str) -> Option<&str> {
        let lies_in = |own: &String| {
            module.strip_prefix(own.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let pages = self.pages.iter().filter(|page| page.modules.iter().any(lies_in));
        pages.filter_map(|page| page.constants.get(name)).map(String::as_str).next()
    }

    /// Modules that bring a type of this name in a language whose files do not say what they take from where.
    pub fn modules_of(&self, language: Language, name: &str) -> impl Iterator<Item = &str> {
        let pages = self.pages.iter().filter(move |page| page.languages.contains(&language));
        pages.flat_map(move |page| page.modules_of(name)).map(String::as_str)
    }

    /// Every page, sorted by id.
    pub fn pages(&self) -> &[Sdk] {
        &self.pages
    }

    /// The page with this id.
    pub fn page(&self, id: &str) -> Option<&Sdk> {
        self.pages.iter().find(|page| &*page.id == id)
    }

    /// Shapes of calls whose final name is `name`, with their pages.
    pub fn shapes(&self, name: &str) -> impl Iterator<Item = (&Sdk, &Shape)> {
        let places = self.by_name.get(name).map_or(&[] as &[_], Vec::as_slice);
        places.iter().map(|&(page, shape)| (&self.pages[page], &self.pages[page].shapes[shape]))
    }

    /// Final names of the calls that a file of this text and language may make: those whose chain it holds the words of,
    /// of the pages of which it holds a word that brings the SDK in or stands for it alone. Nothing where it holds the URL
    /// that requests are sent to: what sends them may stand elsewhere, under any name.
    pub fn names_in(&self, text: &str, language: Language) -> Option<HashSet<Name>> {
        let mut known: HashMap<&str, bool> = HashMap::new();
        let mut holds = |word| {
            *known.entry(word).or_insert_with(|| memchr::memmem::find(text.as_bytes(), str::as_bytes(word)).is_some())
        };
        let mut names = HashSet::new();
        for sdk in self.pages.iter().filter(|sdk| sdk.languages.contains(&language)) {
            if sdk.brings.iter().chain(&sdk.alone).any(|word| holds(word)) {
                if !sdk.endpoints.is_empty() && !language.is_data() && sdk.alone.iter().any(|word| holds(word)) {
                    return None;
                }
                let chains = sdk.shapes.iter().flat_map(|shape| &shape.chains);
                let made = chains.filter(|chain| chain.names().all(|name| holds(name)));
                names.extend(made.filter_map(|chain| chain.names().last()).cloned());
            }
        }
        Some(names)
    }

    /// Words for the prefilter, each once, sorted.
    pub fn words(&self) -> Words<'_> {
        Words {
            brings: sorted(self.pages.iter().flat_map(|page| &page.brings).map(String::as_str).collect()),
            calls: sorted(self.spellings.iter().map(String::as_str).chain(SAY_PRICE).collect()),
            alone: sorted(self.pages.iter().flat_map(|page| &page.alone).map(String::as_str).collect()),
            data: sorted(self.files_words().collect()),
        }
    }
}

impl Sdks {
    /// What a file of data holds that configures a call, or has commands in it.
    fn files_words(&self) -> impl Iterator<Item = &str> {
        let commands =
            self.pages.iter().filter(|page| page.languages.contains(&Language::Shell) && page.files.is_empty());
        let configured = self.pages.iter().flat_map(|page| &page.files).flat_map(|file| &file.words);
        configured.chain(commands.flat_map(|page| &page.alone)).map(String::as_str)
    }
}

/// By language, final names of the calls that pages have shapes for.
fn names_by_language<'p>(
    pages: impl Iterator<Item = &'p Sdk>,
    counts: impl Fn(&Shape) -> bool,
) -> HashMap<Language, HashSet<Name>> {
    let mut names: HashMap<Language, HashSet<Name>> = HashMap::new();
    for page in pages {
        let shapes = page.shapes.iter().filter(|shape| counts(shape));
        let of_page: HashSet<Name> = shapes.flat_map(Shape::final_names).cloned().collect();
        for language in &page.languages {
            names.entry(*language).or_default().extend(of_page.iter().cloned());
        }
    }
    names
}

/// The package of a module path: `Symfony` of `Symfony.AI`; npm names are their own, and so are packages of the JVM, whose
/// first word (`com`) says nothing. Where a page says which part of a package of Python it means (`agents.extensions`),
/// others have folders of that name too.
fn package(module: &str, language: Language) -> Option<&str> {
    let whole = matches!(language, Language::Java | Language::Kotlin) || module.contains(['/', '@', '-']);
    let shared = language == Language::Python && module.contains('.');
    if whole { Some(module) } else { module.split('.').next().filter(|_| !shared) }
}

fn sorted(mut words: Vec<&str>) -> Vec<&str> {
    words.sort_unstable();
    words.dedup();
    words
}

impl Sdk {
    /// Modules of this SDK that have a type of this name.
    fn modules_of(&self, name: &str) -> impl Iterator<Item = &String> {
        let begins = move |patterns: &[Pattern]| {
            patterns.iter().any(|one| one.0.first().is_some_and(|(first, _)| first == name))
        };
        let clients = self.clients.iter().filter(move |client| begins(&client.made_by)).flat_map(|client| &client.from);
        let shapes = self.shapes.iter().filter(move |shape| shape.on == Origin::Import && begins(&shape.chains));
        let constant = self.constants.keys().any(|key| key.split('.').next() == Some(name));
        let constants = constant.then_some(&self.modules).into_iter().flatten();
        clients.chain(shapes.flat_map(|shape| &shape.from)).chain(constants)
    }

    /// What must stand in a file for any call of this SDK: each final name, called. A name that says much by itself
    /// stands alone, since code may give it another; a default import, which every file names as it likes, is known by
    /// its module in quotes.
    fn spellings(&self) -> Vec<String> {
        let mut all = Vec::new();
        for shape in &self.shapes {
            for name in shape.chains.iter().filter_map(Pattern::spelt) {
                match name.as_str() {
                    "default" => {
                        all.extend(shape.from.iter().flat_map(|from| [format!("\"{from}\""), format!("'{from}'")]));
                    }
                    name if says_much(name) => all.push(name.to_owned()),
                    name => {
                        all.extend([format!("{name}("), format!("{name}<")]);
                        // Ruby leaves brackets out, and hands names on: `send(:messages)`.
                        let ruby = self.languages.contains(&Language::Ruby);
                        all.extend(ruby.then(|| [format!(".{name} "), format!(":{name}")]).into_iter().flatten());
                        // Python hands methods on: `pool.submit(client.converse, …)`.
                        let python = self.languages.contains(&Language::Python);
                        all.extend(python.then(|| [format!(".{name},"), format!(".{name})")]).into_iter().flatten());
                        // A shell has none.
                        let command = self.languages.contains(&Language::Shell) && shape.on == Origin::Global;
                        all.extend(command.then(|| format!("{name} ")));
                    }
                }
            }
        }
        all
    }
}

/// Whether a name hardly means anything else: it is put together of words.
fn says_much(name: &str) -> bool {
    name.contains('_') || name.chars().skip(1).any(char::is_uppercase)
}
