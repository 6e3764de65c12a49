//! Variables of a module, a package or a class that functions elsewhere set: what they began with, or what is put there.

use super::seen::{python, tree, typescript};

/// Models and caps of one file in another language.
fn of(path: &str, text: &str) -> Vec<(String, String)> {
    tree(&[(path, text)]).into_iter().map(|call| (call.model, call.cap)).collect()
}

/// The same, where every call has a cap of nine.
fn models(path: &str, text: &str) -> Vec<String> {
    let calls = of(path, text);
    assert!(calls.iter().all(|(_, cap)| cap == "9"), "{calls:?}");
    calls.into_iter().map(|(model, _)| model).collect()
}

const ASK: &str = "def ask():\n    client.messages.create(model=MODEL, max_tokens=9, messages=[])\n";

#[test]
fn what_a_function_puts_there_is_known_where_it_means_the_same_everywhere() {
    let of = |set: &str| python(&format!("MODEL = None\n\ndef load(given):\n    {set}\n\n{ASK}"))[0].model.clone();
    assert_eq!(of("global MODEL\n    MODEL = 'claude-opus-4-1'"), "claude-opus-4-1 | ?");
    assert_eq!(of("global MODEL\n    MODEL = given"), "?");
    assert_eq!(of("global MODEL\n    name = 'claude-opus-4-1'\n    MODEL = name"), "claude-opus-4-1 | ?");
    assert_eq!(of("global MODEL\n    name = 'claude-opus-4-1'\n    name = given\n    MODEL = name"), "?");
    assert_eq!(of("global MODEL\n    for name in given:\n        MODEL = name"), "?");
    assert_eq!(of("global MODEL\n    all = {'a': 'claude-opus-4-1'}\n    all['a'] = given\n    MODEL = all['a']"), "?");
    assert_eq!(of("def inner():\n        global MODEL\n        MODEL = given['model']\n    inner()"), "?");
}

#[test]
fn a_name_that_only_a_function_binds_is_the_modules() {
    let seen = tree(&[(
        "app.py",
        "import anthropic\n\ndef load():\n    global client, MODEL\n    client = anthropic.Anthropic()\n    MODEL = \
         'claude-opus-4-1'\n\ndef ask():\n    client.messages.create(model=MODEL, max_tokens=9, messages=[])\n",
    )]);
    assert_eq!((seen.len(), &*seen[0].model), (1, "claude-opus-4-1"));
    let seen = typescript(
        "let model: string;\nexport function load() { model = 'claude-opus-4-1'; }\nexport const ask = () => \
         client.messages.create({ model, max_tokens: 9, messages: [] });\n",
    );
    assert_eq!(seen[0].model, "claude-opus-4-1");
}

#[test]
fn settings_that_a_function_reads_once_are_known_to_others() {
    let ask =
        "export const ask = () => client.messages.create({ model: settings().model, max_tokens: 9, messages: [] });\n";
    let settings =
        "export function settings() { if (kept === undefined) { throw new Error('not read'); } return kept; }\n";
    for (read, expected) in [
        ("kept = { model: process.env.MODEL ?? 'claude-opus-4-1', cap: 9 };", "~claude-opus-4-1"),
        ("const all = { model: 'claude-opus-4-1' };\n  kept = all;", "claude-opus-4-1"),
        ("const all = { model: 'claude-opus-4-1' };\n  all.model = given;\n  kept = all;", "?"),
        ("const all = given();\n  kept = all;", "?"),
    ] {
        let seen =
            typescript(&format!("let kept: any;\nexport function read(given: any) {{\n  {read}\n}}\n{settings}{ask}"));
        assert_eq!(seen[0].model, expected, "{read}");
    }
    let schema = "import { z } from \"zod\";\nconst Base = z.object({ KEY: z.string() });\nconst Env = Base.merge(z.object({ model: \
                  z.string().default('claude-opus-4-1') }));\nlet kept: z.infer<typeof Env> | undefined;\nexport function read() {\n  \
                  const result = Env.safeParse(process.env);\n  if (!result.success) { throw new Error('bad'); }\n  kept = \
                  result.data;\n  return kept;\n}\n";
    assert_eq!(typescript(&format!("{schema}{settings}{ask}"))[0].model, "~claude-opus-4-1");
}

#[test]
fn more_values_than_are_kept_are_any() {
    let set = |n: usize| format!("def set{n}():\n    global MODEL\n    MODEL = 'claude-opus-4-{n}'\n\n");
    let sets: String = (0..20).map(set).collect();
    let seen = python(&format!("MODEL = 'claude-haiku-4-5'\n\n{sets}{ASK}"));
    assert!(seen[0].model.ends_with("| ?"), "{}", seen[0].model);
}

#[test]
fn fields_of_classes() {
    for set in ["Settings.model = 'claude-opus-4-1'", "def load():\n    Settings.model = 'claude-opus-4-1'"] {
        let body = format!("class Settings:\n    model = 'claude-haiku-4-5'\n\n{set}\n\n{ASK}");
        assert_eq!(python(&body.replace("=MODEL", "=Settings.model"))[0].model, "claude-haiku-4-5 | claude-opus-4-1");
    }
    let seen = typescript(
        "class Settings { static model = 'claude-haiku-4-5'; static cap = 9; }\nexport function load(given: string) { \
         Settings.model = given; }\nexport const ask = () => client.messages.create({ model: Settings.model, max_tokens: \
         Settings.cap, messages: [] });\n",
    );
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-haiku-4-5 | ?", "9"));
}

#[test]
fn static_fields_of_java() {
    let java = "import com.anthropic.client.AnthropicClient;\nimport com.anthropic.models.messages.*;\npublic class A {\n    \
                private static String model = \"claude-haiku-4-5\";\n    private static String kept = \"claude-opus-4-1\";\n    \
                static void load(String given) { model = given; }\n    static void ask(AnthropicClient client) {\n        \
                client.messages().create(MessageCreateParams.builder().model(model).maxTokens(9).addUserMessage(\"x\").build());\n\
                        client.messages().create(MessageCreateParams.builder().model(kept).maxTokens(9).addUserMessage(\"x\").build());\n\
                    }\n}\n";
    assert_eq!(models("A.java", java), ["claude-haiku-4-5 | ?", "claude-opus-4-1"]);
}

#[test]
fn static_fields_of_csharp() {
    let csharp = "using Anthropic;\nusing Anthropic.Models.Messages;\nclass A {\n    static string model = \"claude-haiku-4-5\";\n    \
                  public static void Load(string given) { model = given; }\n    async Task Ask(AnthropicClient client) {\n        \
                  await client.Messages.Create(new MessageCreateParams { Model = model, MaxTokens = 9, Messages = [] });\n    }\n}\n";
    assert_eq!(models("A.cs", csharp), ["claude-haiku-4-5 | ?"]);
}

#[test]
fn variables_and_objects_of_kotlin() {
    let kotlin = |set: &str| {
        format!(
            "import com.anthropic.client.AnthropicClient\nimport com.anthropic.models.messages.*\nvar model = \
             \"claude-haiku-4-5\"\nobject Limits {{ var cap = 9L }}\nfun load(given: String) {{ {set} }}\nfun ask(client: \
             AnthropicClient) {{\n    client.messages().create(MessageCreateParams.builder().model(model).maxTokens(Limits.cap)\
             .addUserMessage(\"x\").build())\n}}\n"
        )
    };
    let seen = |set: &str| of("a.kt", &kotlin(set)).remove(0);
    assert_eq!(seen("model = given"), ("claude-haiku-4-5 | ?".into(), "9".into()));
    assert_eq!(seen("Limits.cap = 7L"), ("claude-haiku-4-5".into(), "7 | 9".into()));
    assert_eq!(seen("var model = given; model = \"x\""), ("claude-haiku-4-5".into(), "9".into()));
    let inner = "import com.anthropic.client.AnthropicClient\nimport com.anthropic.models.messages.*\nfun ask(client: \
                 AnthropicClient, all: List<String>) {\n    var model = \"claude-haiku-4-5\"\n    all.forEach { model = it }\n    \
                 client.messages().create(MessageCreateParams.builder().model(model).maxTokens(9).addUserMessage(\"x\").build())\n}\n";
    assert_eq!(models("b.kt", inner), ["claude-haiku-4-5 | ?"]);
}

/// A Go program with a variable of its package that a function sets.
fn go(variable: &str, set: &str) -> String {
    format!(
        "package main\n\nimport (\n\t\"context\"\n\t\"flag\"\n\t\"os\"\n\n\t\"github.com/anthropics/anthropic-sdk-go\"\n)\n\n\
         {variable}\n\nfunc load(given string, command Command) {{\n\t{set}\n}}\n\nfunc ask(client anthropic.Client) {{\n\t\
         client.Messages.New(context.Background(), anthropic.MessageNewParams{{Model: anthropic.Model(model), MaxTokens: 9}})\n}}\n"
    )
}

#[test]
fn variables_of_packages_of_go() {
    let of = |variable: &str, set: &str| models("main.go", &go(variable, set)).remove(0);
    let variable = "var model = \"claude-haiku-4-5\"";
    for (set, expected) in [
        ("model = given", "claude-haiku-4-5 | ?"),
        ("model = \"claude-opus-4-1\"", "claude-haiku-4-5 | claude-opus-4-1"),
        ("if found := os.Getenv(\"MODEL\"); found != \"\" {\n\t\tmodel = found\n\t}", "claude-haiku-4-5 | ?"),
        ("model := given\n\tmodel = \"x\"", "claude-haiku-4-5"),
        ("var model string\n\tmodel = given", "claude-haiku-4-5"),
        ("for _, model := range []string{given} {\n\t\tprintln(model)\n\t}", "claude-haiku-4-5"),
    ] {
        assert_eq!(of(variable, set), expected, "{set}");
    }
    let unset = "var model string";
    assert_eq!(of(unset, "model = \"claude-opus-4-1\""), "claude-opus-4-1 | ?");
    for flags in [
        "flag.StringVar(&model, \"model\", \"claude-opus-4-1\", \"the model\")",
        "command.Flags().StringVarP(&model, \"model\", \"m\", \"claude-opus-4-1\", \"the model\")",
    ] {
        assert_eq!(of(unset, flags), "~claude-opus-4-1 | ?", "{flags}");
    }
}

#[test]
fn globals_of_ruby() {
    let ruby = |set: &str| {
        format!(
            "require \"anthropic\"\n$model = \"claude-haiku-4-5\"\ndef load(given)\n  {set}\nend\ndef ask(client)\n  \
             client.messages.create(model: $model, max_tokens: 9, messages: [])\nend\n"
        )
    };
    assert_eq!(models("a.rb", &ruby("$model = given")), ["claude-haiku-4-5 | ?"]);
    assert_eq!(models("a.rb", &ruby("model = given")), ["claude-haiku-4-5"]);
}

#[test]
fn structs_of_go_that_settings_are_read_into() {
    let go = |made: &str, read: &str| {
        let text = format!(
            "package main\n\nimport (\n\t\"context\"\n\t\"encoding/json\"\n\n\t\"github.com/anthropics/anthropic-sdk-go\"\n\t\
             \"gopkg.in/yaml.v3\"\n)\n\ntype Config struct {{\n\tModel string\n\tSystem string\n}}\n\nvar shared = Config{{Model: \
             \"claude-haiku-4-5\"}}\n\nfunc load(data []byte, given func(*Config)) {{\n\tyaml.Unmarshal(data, &shared)\n}}\n\nfunc ask(client \
             anthropic.Client, data []byte, given Given) {{\n\t{made}\n\t{read}\n\tclient.Messages.New(context.Background(), \
             anthropic.MessageNewParams{{Model: anthropic.Model(own.Model), MaxTokens: 9}})\n}}\n"
        );
        models("main.go", &text).remove(0)
    };
    let made = "own := Config{Model: \"claude-opus-4-1\"}";
    assert_eq!(go(made, ""), "claude-opus-4-1");
    assert_eq!(go(made, "yaml.Unmarshal(data, &own)"), "~claude-opus-4-1");
    assert_eq!(go(made, "json.NewDecoder(given).Decode(&own)"), "~claude-opus-4-1");
    assert_eq!(go(made, "given.Log(&own)"), "claude-opus-4-1");
    assert_eq!(go("own := Config{}", "yaml.Unmarshal(data, &own)"), "?");
    assert_eq!(go("own := shared", ""), "~claude-haiku-4-5");
}
