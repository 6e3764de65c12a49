//! Calls that stand in a wrapper: what they send is what they sent.

use super::{
    change::each,
    texts::{is_python, trees},
    tree::Tree,
};
use jiff::civil::date;
use rayon::prelude::*;
use skint::{calls::CallSite, policy::Policy, run::analyse};
use std::collections::BTreeSet;

/// The client at the top of a file, in Python and in TypeScript.
const CLIENTS: [&str; 2] = ["\nclient = anthropic.Anthropic()\n", "\nconst client = new Anthropic();\n"];

const CALL: &str = "client.messages.create(";

/// What calls may send: models, and caps, of all of them, whoever reaches them. A wrapper makes one place of several, so
/// which of them comes with which is not asked.
fn sent(files: &super::texts::Files) -> BTreeSet<String> {
    let files: Vec<(String, String)> = files.clone().into_iter().collect();
    let tree = Tree::new(&files);
    let found = analyse(&tree, &tree.code(), &Policy::embedded(), date(2026, 11, 22));
    let each = |call: &CallSite| {
        let (models, caps) = (call.model_fact().values, call.max_tokens_fact().values);
        models.into_iter().chain(caps.into_iter().map(|cap| format!("{cap} tokens"))).collect::<Vec<_>>()
    };
    found.sites.iter().flat_map(|site| each(&site.call)).collect()
}

#[test]
fn a_wrapper_around_a_call_changes_no_model_and_no_cap() {
    let wrapped = |path: &str, text: &str| {
        let client = CLIENTS[usize::from(!is_python(path))];
        if !text.contains(client) || !text.contains(CALL) {
            return text.to_owned();
        }
        let wrapper = if is_python(path) {
            "\n\ndef send_it(**request):\n    return client.messages.CREATE(**request)\n"
        } else {
            "\nfunction sendIt(request: any) {\n  return client.messages.CREATE(request);\n}\n"
        };
        let name = if is_python(path) { "send_it(" } else { "sendIt(" };
        text.replace(CALL, name).replace(client, &format!("{client}{wrapper}")).replace("CREATE", "create")
    };
    let held: Vec<_> = trees()
        .into_par_iter()
        .filter_map(|(title, files)| Some((title, sent(&files), sent(&each(&files, wrapped)?))))
        .collect();
    let wrong: Vec<_> = held.iter().filter(|(_, before, after)| before != after).collect();
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), held.len());
    assert!(held.len() > 20, "held on {} trees only", held.len());
}
