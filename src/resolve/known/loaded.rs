//! Settings that code loads from a file of the tree: `json.load(open("config.json"))`.

use super::files;
use crate::{
    bounds::resolving::LOADED_BYTES,
    resolve::{documents, eval::operators::by_default, files::Files},
    source::{At, SourceId},
    syntax::language_of,
    value::{Args, Value, Why},
};

/// Functions that read a document, from its text, from a file that was opened, or from the file at a path; sorted.
const LOADS: &[&str] = &[
    "@iarna/toml.default.parse",
    "@iarna/toml.parse",
    "JSON.load_file",
    "JSON.parse",
    "Symfony.Component.Yaml.Yaml.parse",
    "Symfony.Component.Yaml.Yaml.parseFile",
    "YAML.load",
    "YAML.load_file",
    "YAML.safe_load",
    "YAML.safe_load_file",
    "fs-extra.default.readJson",
    "fs-extra.default.readJsonSync",
    "fs-extra.readJson",
    "fs-extra.readJsonSync",
    "js-yaml.default.load",
    "js-yaml.load",
    "json.load",
    "json.loads",
    "json5.load",
    "json_decode",
    "omegaconf.OmegaConf.load",
    "orjson.loads",
    "smol-toml.parse",
    "toml.default.parse",
    "toml.load",
    "toml.loads",
    "toml.parse",
    "tomli.load",
    "tomli.loads",
    "tomllib.load",
    "tomllib.loads",
    "yaml.default.parse",
    "yaml.full_load",
    "yaml.load",
    "yaml.parse",
    "yaml.safe_load",
];

/// What a function of this name reads out of a file of the tree: one document of settings under names. A list is data
/// that the program works on, and so is what is long.
pub fn call(files: &dyn Files, from: SourceId, name: &str, args: &Args) -> Option<At<Value>> {
    LOADS.binary_search(&name).ok()?;
    let (file, why) = file(files, from, &args.positional.first()?.node)?;
    let source = files.glance(file).filter(|source| source.text.len() <= LOADED_BYTES)?;
    language_of(&source.path).filter(|language| language.is_data())?;
    let documents = documents::values(&*files.module(file)?);
    let [document] = documents.as_slice() else { return None };
    matches!(document.node, Value::Map(_)).then(|| match why {
        Some(why) => At::new(by_default(document.node.clone(), &why), document.span),
        None => document.clone(),
    })
}

/// The file that a value is the text, an opening or the path of, and why another one may be.
fn file(files: &dyn Files, from: SourceId, value: &Value) -> Option<(SourceId, Option<Why>)> {
    match value {
        Value::Default(value, why) => Some((file(files, from, value)?.0, Some(why.clone()))),
        Value::Foreign(chain) => file(files, from, &files::opened(chain)?.node),
        Value::Text(_) => {
            let path = || files::locate(files, from, &value.as_str()?);
            Some((files::read_whole(files, value).or_else(path)?, None))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::LOADS;

    #[test]
    fn names_are_sorted() {
        assert!(LOADS.is_sorted());
    }
}
