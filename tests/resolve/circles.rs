//! Modules that need each other give the same answer whichever of them is come to first.

use crate::tree::Tree;
use jiff::civil::date;
use rayon::ThreadPoolBuilder;
use skint::{run::sites, source::SourceId};

const SERVER: &str = "import Anthropic from '@anthropic-ai/sdk';\nimport { code } from './code';\nimport { sheet } from \
                      './sheet';\n\nexport function handler(config: any) {\n  return { kind: config.kind, create: async \
                      (args: any) => config.create({ cap: args.cap, messages: [] }) };\n}\n\nexport const handlers = [code, \
                      sheet];\n\nexport async function run(kind: string) {\n  const found = handlers.find((one) => one.kind === \
                      kind);\n  await found.create({ cap: 100 });\n  await code.create({ cap: 200 });\n}\n";

fn artifact(name: &str) -> String {
    format!(
        "import Anthropic from '@anthropic-ai/sdk';\nimport {{ handler }} from './server';\n\nconst client = new Anthropic();\n\n\
         export const {name} = handler({{\n  kind: '{name}',\n  create: async ({{ cap }}: any) => {{\n    \
         await client.messages.create({{ model: 'claude-haiku-4-5', max_tokens: cap, messages: [] }});\n  }},\n}});\n"
    )
}

/// How many calls are seen where one thread comes to the files in this order, and what of each.
fn seen(files: &[(String, String)], order: &[usize]) -> (usize, String) {
    let tree = Tree::new(files);
    let ids = tree.code();
    let ids: Vec<SourceId> = order.iter().map(|at| ids[*at]).collect();
    let alone = ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be had");
    let found = alone.install(|| sites(&tree, &ids, date(2026, 11, 22)));
    let calls = found.iter().map(|site| (site.call.at, &site.call.request.max_tokens, &site.call.reached_from));
    (found.len(), format!("{:#?}", calls.collect::<Vec<_>>()))
}

#[test]
fn whichever_module_of_a_circle_is_first() {
    let sources = [("code.ts", artifact("code")), ("server.ts", SERVER.to_owned()), ("sheet.ts", artifact("sheet"))];
    let files: Vec<_> = sources.into_iter().map(|(path, text)| (path.to_owned(), text)).collect();
    let first = seen(&files, &[0, 1, 2]);
    assert_eq!(first.0, 2, "{}", first.1);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(seen(&files, &order), first, "{order:?}");
    }
}
