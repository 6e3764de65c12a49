//! Import paths of TypeScript and JavaScript: relative paths, `paths` of a tsconfig, packages of a workspace.

use crate::{
    resolve::{files::Files, known::files::normal, memo::Memo},
    source::{Source, SourceId},
    syntax::{Expr, ExprKind, Item, Language, Pair, Segment, StmtKind, typescript},
};
use serde_json::Value as Json;
use std::{collections::BTreeMap, sync::Arc};

const ENDINGS: &[&str] = &["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"];
/// Endings of files that an import names in full.
const WRITTEN_OUT: &[&str] = &["astro", "svelte", "vue"];
const CONFIGS: &[&str] = &["tsconfig.json", "jsconfig.json", "tsconfig.base.json", "tsconfig.app.json"];
/// How many configurations may extend one another.
const EXTENDS: u32 = 6;

/// What a tsconfig says of import paths.
#[derive(Debug, Default)]
struct Paths {
    base: Option<String>,
    patterns: Vec<(String, Vec<String>)>,
}

/// Configurations by folder, read when asked for.
#[derive(Debug, Default)]
pub struct Configs {
    by_folder: Memo<String, Option<Arc<Paths>>>,
}

/// Packages of the tree by name.
#[derive(Debug, Default)]
pub struct Workspaces {
    packages: BTreeMap<String, Package>,
}

#[derive(Debug)]
struct Package {
    folder: String,
    manifest: Json,
}

/// The file that `module` means in file `from`.
pub fn resolve(
    files: &dyn Files,
    configs: &Configs,
    workspaces: &Workspaces,
    from: SourceId,
    module: &str,
) -> Option<SourceId> {
    let here = files.path(from);
    let folder = here.rsplit_once('/').map_or("", |(folder, _)| folder);
    if module.starts_with('.') {
        return at(files, &format!("{folder}/{module}"));
    }
    let paths = configs.around(files, folder);
    if let Some(found) = paths.iter().find_map(|paths| paths.resolve(files, module)) {
        return Some(found);
    }
    workspaces.resolve(files, module).or_else(|| aliased(files, folder, module))
}

/// The file at a path that may lack its ending, name a folder, or name the output of a compiler.
fn at(files: &dyn Files, path: &str) -> Option<SourceId> {
    let path = normal(path)?;
    let exact = ENDINGS
        .iter()
        .chain(WRITTEN_OUT)
        .any(|ending| path.ends_with(&format!(".{ending}")))
        .then(|| files.find(&path))
        .flatten();
    exact
        .or_else(|| ENDINGS.iter().find_map(|ending| files.find(&format!("{path}.{ending}"))))
        .or_else(|| compiled_from(&path).into_iter().find_map(|path| files.find(&path)))
        .or_else(|| {
            let folder = if path.is_empty() { String::new() } else { format!("{path}/") };
            ENDINGS.iter().find_map(|ending| files.find(&format!("{folder}index.{ending}")))
        })
}

/// Sources of an output: `./a.js` is written in `a.ts` or `a.tsx`.
fn compiled_from(path: &str) -> Vec<String> {
    let Some((stem, ending)) = path.rsplit_once('.') else { return Vec::new() };
    let endings: &[&str] = match ending {
        "js" => &["ts", "tsx"],
        "jsx" => &["tsx"],
        "mjs" => &["mts"],
        "cjs" => &["cts"],
        _ => &[],
    };
    endings.iter().map(|ending| format!("{stem}.{ending}")).collect()
}

/// `@/x`, `~/x` and Svelte's `$lib/x` by convention mean the nearest folder that has them, where no configuration says
/// otherwise.
fn aliased(files: &dyn Files, folder: &str, module: &str) -> Option<SourceId> {
    let (rest, middles): (&str, &[&str]) = match module.strip_prefix("$lib/") {
        Some(rest) => (rest, &["src/lib/"]),
        None => (module.strip_prefix("@/").or_else(|| module.strip_prefix("~/"))?, &["src/", "app/", ""]),
    };
    let mut at_folder = Some(folder);
    while let Some(folder) = at_folder {
        let found = middles.iter().find_map(|middle| at(files, &format!("{folder}/{middle}{rest}")));
        if found.is_some() {
            return found;
        }
        at_folder = if folder.is_empty() { None } else { Some(folder.rsplit_once('/').map_or("", |(above, _)| above)) };
    }
    None
}

impl Configs {
    /// The configurations that hold in a folder, nearest first.
    fn around(&self, files: &dyn Files, folder: &str) -> Vec<Arc<Paths>> {
        let mut found = Vec::new();
        let mut next = Some(folder);
        while let Some(folder) = next {
            found.extend(self.of(files, folder));
            next = if folder.is_empty() { None } else { Some(folder.rsplit_once('/').map_or("", |(above, _)| above)) };
        }
        found
    }

    fn of(&self, files: &dyn Files, folder: &str) -> Option<Arc<Paths>> {
        let read = |name: &&str| {
            let path = if folder.is_empty() { (*name).to_owned() } else { format!("{folder}/{name}") };
            let paths = Paths::read(files, files.find(&path)?, EXTENDS);
            (paths.base.is_some() || !paths.patterns.is_empty()).then(|| Arc::new(paths))
        };
        self.by_folder.of(folder.to_owned(), |_| CONFIGS.iter().find_map(read))
    }
}

impl Paths {
    fn read(files: &dyn Files, config: SourceId, extends: u32) -> Paths {
        let Some(json) = files.source(config).and_then(|source| commented_json(&source)) else {
            return Paths::default();
        };
        let path = files.path(config);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let options = &json["compilerOptions"];
        let base = options["baseUrl"].as_str().and_then(|base| normal(&format!("{folder}/{base}")));
        let from = base.clone().unwrap_or_else(|| folder.to_owned());
        let mut patterns = Vec::new();
        for (pattern, targets) in options["paths"].as_object().into_iter().flatten() {
            let targets = targets.as_array().into_iter().flatten().filter_map(Json::as_str);
            let targets = targets.filter_map(|target| normal(&format!("{from}/{target}")));
            patterns.push((pattern.clone(), targets.collect()));
        }
        let own = Paths { base, patterns };
        if own.patterns.is_empty() && extends > 0 {
            let parents = match &json["extends"] {
                Json::String(one) => vec![one.as_str()],
                Json::Array(many) => many.iter().filter_map(Json::as_str).collect(),
                _ => Vec::new(),
            };
            let parent = parents.iter().filter(|parent| parent.starts_with('.')).find_map(|parent| {
                let path = normal(&format!("{folder}/{parent}"))?;
                files.find(&path).or_else(|| files.find(&format!("{path}.json")))
            });
            if let Some(parent) = parent {
                let inherited = Paths::read(files, parent, extends - 1);
                return Paths { base: own.base.or(inherited.base), patterns: inherited.patterns };
            }
        }
        own
    }

    fn resolve(&self, files: &dyn Files, module: &str) -> Option<SourceId> {
        let by_pattern = self.patterns.iter().find_map(|(pattern, targets)| {
            let middle = match pattern.split_once('*') {
                Some((before, after)) => module.strip_prefix(before)?.strip_suffix(after)?,
                None if pattern == module => "",
                None => return None,
            };
            targets.iter().find_map(|target| at(files, &target.replacen('*', middle, 1)))
        });
        by_pattern.or_else(|| self.base.as_ref().and_then(|base| at(files, &format!("{base}/{module}"))))
    }
}

impl Workspaces {
    /// Every package of the tree.
    pub fn of(files: &dyn Files) -> Self {
        let mut packages = BTreeMap::new();
        for id in files.named("package.json") {
            let Some(manifest) = files.glance(id).and_then(|source| serde_json::from_str::<Json>(&source.text).ok())
            else {
                continue;
            };
            let path = files.path(id);
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
            if let Some(name) = manifest["name"].as_str() {
                packages.entry(name.to_owned()).or_insert(Package { folder, manifest });
            }
        }
        Self { packages }
    }

    fn resolve(&self, files: &dyn Files, module: &str) -> Option<SourceId> {
        let name = package(module);
        let package = self.packages.get(name)?;
        let rest = module[name.len()..].trim_start_matches('/');
        let folder = &package.folder;
        if rest.is_empty() {
            let main = ["source", "module", "main", "types"].iter().filter_map(|key| package.manifest[key].as_str());
            let main = exported(&package.manifest["exports"]["."])
                .or_else(|| exported(&package.manifest["exports"]))
                .into_iter()
                .chain(main);
            return main
                .flat_map(|main| [main.to_owned(), from_source(main)])
                .find_map(|main| at(files, &format!("{folder}/{main}")))
                .or_else(|| {
                    ["src/index", "index", "lib/index", "src"]
                        .iter()
                        .find_map(|main| at(files, &format!("{folder}/{main}")))
                });
        }
        exported(&package.manifest["exports"][format!("./{rest}")])
            .and_then(|target| {
                at(files, &format!("{folder}/{target}"))
                    .or_else(|| at(files, &format!("{folder}/{}", from_source(target))))
            })
            .or_else(|| at(files, &format!("{folder}/{rest}")))
            .or_else(|| at(files, &format!("{folder}/src/{rest}")))
    }
}

/// The package of a module: `@scope/name` or `name`.
pub fn package(module: &str) -> &str {
    let slashes = usize::from(module.starts_with('@'));
    let end = module.match_indices('/').nth(slashes).map_or(module.len(), |(at, _)| at);
    &module[..end]
}

/// The scope of a package, with its slash: `@scope/`. Empty where it has none.
pub fn scope(module: &str) -> &str {
    let end = module.find('/').filter(|_| module.starts_with('@')).map_or(0, |slash| slash + 1);
    &module[..end]
}

/// The file that an entry of `exports` names, whichever condition names it.
fn exported(entry: &Json) -> Option<&str> {
    match entry {
        Json::String(path) => Some(path),
        Json::Object(conditions) => {
            let preferred = ["source", "import", "default", "require", "types"];
            preferred.iter().find_map(|condition| conditions.get(*condition).and_then(exported))
        }
        _ => None,
    }
}

/// Where an output folder's file comes from, by convention.
fn from_source(path: &str) -> String {
    let path = path.trim_start_matches("./");
    ["dist/", "build/", "lib/", "out/"].iter().find_map(|folder| path.strip_prefix(folder)).map_or_else(
        || path.to_owned(),
        |rest| {
            let stem = rest.trim_start_matches("src/").trim_end_matches(".d.ts");
            format!("src/{stem}")
        },
    )
}

/// JSON with comments and trailing commas, as tsconfig files are: it is an expression of JavaScript.
fn commented_json(source: &Source) -> Option<Json> {
    let text = format!("({})", source.text.trim_start_matches('\u{feff}'));
    let wrapped = Source::new(source.id, "tsconfig.ts".into(), text.into(), Vec::new());
    let lowered = typescript::lower(&wrapped, Language::TypeScript);
    lowered.module.body.iter().find_map(|statement| match &statement.kind {
        StmtKind::Expr(expr) => Some(literal(expr)),
        _ => None,
    })
}

fn literal(expr: &Expr) -> Json {
    match &expr.kind {
        ExprKind::Text(segments) => match segments.as_slice() {
            [] => Json::String(String::new()),
            [Segment::Fixed(text, _)] => Json::String(text.to_string()),
            _ => Json::Null,
        },
        ExprKind::Bool(yes) => Json::Bool(*yes),
        ExprKind::List(items) => Json::Array(
            items
                .iter()
                .filter_map(|item| if let Item::One(expr) = item { Some(literal(expr)) } else { None })
                .collect(),
        ),
        ExprKind::Map(pairs) => {
            let pair = |pair: &Pair| match pair {
                Pair::Entry(key, value) => literal(key).as_str().map(|key| (key.to_owned(), literal(value))),
                Pair::Spread(_) => None,
            };
            Json::Object(pairs.iter().filter_map(pair).collect())
        }
        _ => Json::Null,
    }
}
