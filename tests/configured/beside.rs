//! What `skint sites` lists beside the calls: templates with the calls that load them, and servers of tools.

use super::{binary, calls};
use serde_json::Value as Json;
use skint::value::{HoleKind, Piece};

/// A folder with these files, and what the inventory says of it.
fn inventory(name: &str, files: &[(&str, &str)]) -> Json {
    let folder = binary::folder(name);
    for (path, text) in files {
        binary::write(&folder, path, text);
    }
    let (status, out, err) = binary::run(&folder, &["sites", "--format", "json"]);
    assert_eq!(status, Some(0), "{out}{err}");
    serde_json::from_str(&out).expect("it is JSON")
}

/// Its templates, as `path characters holes: loaders`.
fn templates(name: &str, files: &[(&str, &str)]) -> Vec<String> {
    let inventory = inventory(name, files);
    let shown = |template: &Json| {
        let list = |key: &str| template[key].as_array().expect("it is a list").clone();
        let word = |word: &Json| word.as_str().unwrap_or_default().to_owned();
        let place = |loader: &Json| format!("{}:{}", word(&loader["path"]), loader["line"]);
        let holes: Vec<String> = list("holes").iter().map(word).collect();
        let loaders: Vec<String> = list("loaded_by").iter().map(place).collect();
        format!("{} {} {}: {}", word(&template["path"]), template["characters"], holes.join("+"), loaders.join(" "))
    };
    inventory["templates"].as_array().expect("it is a list").iter().map(shown).collect()
}

/// Text and holes of the first call's messages; a hole is `<kind>`.
fn sent(files: &[(&str, &str)]) -> String {
    let calls = calls(files);
    let pieces = calls[0].request.messages.blocks.iter().flat_map(|block| &block.text.pieces);
    let shown = |piece: &Piece| match piece {
        Piece::Fixed { text, .. } => text.to_string(),
        Piece::Hole { kind, .. } => format!("<{kind:?}>"),
    };
    pieces.map(shown).collect()
}

const JINJA: &str = "import anthropic\nfrom pathlib import Path\nfrom jinja2 import Environment, FileSystemLoader, Template\nclient = anthropic.Anthropic()\nenv = Environment(loader=FileSystemLoader(\"prompts\"))\nSYSTEM = Path(\"texts/system.txt\").read_text()\n\ndef ask(q, name):\n    text = env.get_template(\"ask.j2\").render(question=q, style=\"short\")\n    return client.messages.create(model=\"claude-opus-5-5\", max_tokens=9, system=SYSTEM, messages=[{\"role\": \"user\", \"content\": text}])\n\ndef two(q):\n    text = Template(open(\"prompts/two.md\").read()).render(q=q)\n    return client.messages.create(model=\"claude-opus-5-5\", max_tokens=9, messages=[{\"role\": \"user\", \"content\": text}])\n";
const ASK: &str = "Answer in a {{ style }} way: {{ question }} {# politely #}\n";

#[test]
fn templates_of_jinja_and_plain_texts_know_their_calls() {
    let files = [
        ("app.py", JINJA),
        ("prompts/ask.j2", ASK),
        ("prompts/two.md", "# Two\n\n{{ q }}\n"),
        ("prompts/old.jinja", "{% if user %}Dear {{ question }}{% endif %}, today is {{ today }}."),
        ("prompts/README.md", "How they are written."),
        ("texts/system.txt", "You help.\n"),
        ("texts/other.txt", "No prompt.\n"),
        ("pages/index.j2", "<p>{{ title }}</p>"),
    ];
    let expected = [
        "prompts/ask.j2 20 unknown+user: app.py:10",
        "prompts/old.jinja 17 user+time: ",
        "prompts/two.md 8 unknown: app.py:14",
        "texts/system.txt 10 : app.py:10",
    ];
    assert_eq!(templates("templates-of-jinja", &files), expected);
    assert_eq!(sent(&files), "Answer in a short way: <User> \n");
}

#[test]
fn templates_of_other_engines_know_their_calls() {
    let ruby = "require \"anthropic\"\nclient = Anthropic::Client.new\nclient.messages.create(model: \"claude-opus-5-5\", max_tokens: 9, messages: [{role: \"user\", content: ERB.new(File.read(\"prompts/a.erb\")).result(binding)}])\nt = Liquid::Template.parse(File.read(\"prompts/b.liquid\"))\nclient.messages.create(model: \"claude-opus-5-5\", max_tokens: 9, messages: [{role: \"user\", content: t.render(\"name\" => name)}])\n";
    let script = "import Anthropic from \"@anthropic-ai/sdk\";\nimport { readFileSync } from \"fs\";\nimport Handlebars from \"handlebars\";\nimport * as mustache from \"mustache\";\nconst c = new Anthropic();\nconst t = Handlebars.compile(readFileSync(\"prompts/c.hbs\", \"utf8\"));\nawait c.messages.create({model: \"claude-opus-5-5\", max_tokens: 9, messages: [{role: \"user\", content: t({name})}]});\nawait c.messages.create({model: \"claude-opus-5-5\", max_tokens: 9, messages: [{role: \"user\", content: mustache.render(readFileSync(\"prompts/d.mustache\", \"utf8\"), {name: \"Jo\"})}]});\n";
    let files = [
        ("app.rb", ruby),
        ("app.ts", script),
        ("prompts/a.erb", "<% items.each do |i| %><%= i %><% end %>Hello <%= name %>"),
        ("prompts/b.liquid", "Hello {{ name | upcase }}"),
        ("prompts/c.hbs", "Hello {{name}}{{! a note }}"),
        ("prompts/d.mustache", "Hello {{name}}"),
        ("prompts/e.hbs", "Hello {{name}}"),
    ];
    let expected = [
        "prompts/a.erb 6 unknown+unknown: app.rb:3",
        "prompts/b.liquid 6 unknown: app.rb:5",
        "prompts/c.hbs 6 unknown: app.ts:7",
        "prompts/d.mustache 6 unknown: app.ts:8",
        "prompts/e.hbs 6 unknown: ",
    ];
    assert_eq!(templates("templates-of-others", &files), expected);
    assert_eq!(sent(&[files[0], files[2], files[3]]), "<Unknown>Hello <Unknown>", "a loop is one hole");
    assert_eq!(sent(&[(files[1].0, &script.replace("{name}", "{name: \"a < b\"}")), files[4]]), "Hello <Unknown>");
}

#[test]
fn a_template_is_found_in_its_folder_or_where_there_is_one_of_its_name() {
    let fallback = JINJA.replace("FileSystemLoader(\"prompts\")", "loader()");
    let one = [("app.py", fallback.as_str()), ("a/b/ask.j2", ASK)];
    assert!(sent(&one).starts_with("Answer in a short way"), "{}", sent(&one));
    let two = [one[0], one[1], ("c/ask.j2", "Another\n")];
    assert!(!sent(&two).contains("Answer"), "either may be meant");
    let both = [("app.py", JINJA), ("prompts/ask.j2", ASK), ("c/ask.j2", "Another\n")];
    assert!(sent(&both).starts_with("Answer in a short way"));
}

#[test]
fn what_conditions_decide_is_a_hole() {
    let with = |template: &str| sent(&[("app.py", JINJA), ("prompts/ask.j2", template)]);
    assert_eq!(with("A {% if x %}b{% else %}c{% endif %} d"), "A <Unknown> d");
    assert_eq!(with("{% for x in y %}{{ x }}{% endfor %}"), "<Unknown>");
    assert_eq!(with("{# a #}b{{ today }}"), format!("b<{:?}>", HoleKind::Time));
    assert_eq!(with("{{ {{ {% %} }} {%"), with("{{ {{ {% %} }} {%"), "damage gives some text");
}

#[test]
fn servers_of_tools_are_counted() {
    let servers = "{\"mcpServers\": {\"a\": {\"command\": \"npx\"}, \"b\": {\"type\": \"http\", \"url\": \"https://x\"}, \"c\": 1}}";
    let files = [
        (".mcp.json", servers),
        ("plugins/x/.mcp.json", "{\"a\": {\"command\": \"npx\"}}"),
        ("plugins/y/.mcp.json", "{\"mcpServers\": {}}"),
        ("plugins/z/.mcp.json", "[1]"),
        ("src/mcp.json", servers),
    ];
    let found = inventory("tool-servers", &files)["tool_servers"].to_string();
    let expected = "[{\"path\":\".mcp.json\",\"servers\":2},{\"path\":\"plugins/x/.mcp.json\",\"servers\":1},{\"path\":\"plugins/y/.mcp.json\",\"servers\":0}]";
    assert_eq!(found, expected);
    let damaged = inventory("tool-servers-damaged", &[(".mcp.json", "{\"mcpServers\": {")]);
    assert_eq!(damaged["tool_servers"].to_string(), "[]");
    assert_eq!(damaged["problems"][0]["path"], ".mcp.json");
}

#[test]
fn the_table_shows_them_below_the_calls() {
    let folder = binary::folder("beside-table");
    for (path, text) in [
        ("app.py", JINJA),
        ("prompts/ask.j2", ASK),
        ("prompts/old.j2", "Hi"),
        (".mcp.json", "{\"mcpServers\": {\"a\": {\"command\": \"x\"}}}"),
    ] {
        binary::write(&folder, path, text);
    }
    let (_, out, _) = binary::run(&folder, &["sites"]);
    let expected = "template        characters  holes  loaded by\nprompts/ask.j2          20      2  app.py:10\nprompts/old.j2           2      0  no call\n\n1 server of tools in .mcp.json\n";
    assert!(out.contains(expected), "{out}");
}
