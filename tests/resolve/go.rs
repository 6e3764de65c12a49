//! Go: how models, caps and prompts reach a request there.

use super::seen::{Seen, tree, tree_models};

const HEAD: &str = "package app\n\nimport (\n\t\"bytes\"\n\t\"context\"\n\t\"encoding/json\"\n\t\"flag\"\n\t\"fmt\"\n\t\"os\"\n\n\
                    \t\"github.com/anthropics/anthropic-sdk-go\"\n\t\"example.com/app/config\"\n)\n\n\
                    var client = anthropic.NewClient()\nvar ctx = context.Background()\n\n";

fn go(body: &str) -> Vec<Seen> {
    tree(&[("app.go", &format!("{HEAD}{body}"))])
}

fn models(body: &str) -> Vec<String> {
    go(body).into_iter().map(|seen| seen.model).collect()
}

/// A function that asks with this model.
fn ask(model: &str) -> String {
    format!(
        "func ask() {{\n\tclient.Messages.New(ctx, anthropic.MessageNewParams{{Model: {model}, MaxTokens: 9}})\n}}\n"
    )
}

#[test]
fn literals_constants_and_wrapped_values_are_read() {
    for model in [
        "\"claude-haiku-4-5\"",
        "anthropic.Model(\"claude-haiku-4-5\")",
        "anthropic.ModelClaudeHaiku4_5",
        "anthropic.F(anthropic.ModelClaudeHaiku4_5)",
        "anthropic.F(\"claude-haiku-4-5\")",
        "string(anthropic.ModelClaudeHaiku4_5)",
        "fmt.Sprintf(\"claude-%s-%d-%v\", \"haiku\", 4, \"5\")",
        "\"claude-\" + \"haiku\" + \"-4\" + \"-5\"",
    ] {
        assert_eq!(models(&ask(model)), ["claude-haiku-4-5"], "{model}");
    }
}

#[test]
fn fields_may_be_set_one_by_one() {
    let body = "func ask() {\n\tvar params anthropic.MessageNewParams\n\tparams.Model = \"claude-haiku-4-5\"\n\t\
                params.MaxTokens = 2 * 512\n\tparams.System = []anthropic.TextBlockParam{{Text: \"Be brief.\"}}\n\t\
                params.Messages = append(params.Messages, anthropic.NewUserMessage(anthropic.NewTextBlock(\"Why?\")))\n\t\
                client.Messages.New(ctx, params)\n}\n";
    let seen = &go(body)[0];
    assert_eq!((&*seen.model, &*seen.cap), ("claude-haiku-4-5", "1024"));
    assert_eq!((&*seen.system, &*seen.messages), ("Be brief.", "Why?"));
}

#[test]
fn a_cap_that_is_not_given_is_absent() {
    let body = "func ask() {\n\tclient.Messages.New(ctx, anthropic.MessageNewParams{Model: \"claude-haiku-4-5\"})\n}\n";
    assert_eq!(go(body)[0].cap, "0 | none");
    let body = "type config struct {\n\tCap int64\n}\n\nfunc ask() {\n\tc := config{}\n\tclient.Messages.New(ctx, \
                anthropic.MessageNewParams{Model: \"claude-haiku-4-5\", MaxTokens: c.Cap})\n}\n";
    assert_eq!(go(body)[0].cap, "0 | none");
}

#[test]
fn a_method_sees_what_the_function_that_makes_its_receiver_puts_there() {
    let body = "type Bot struct {\n\tclient anthropic.Client\n\tmodel  string\n\tcap    int64\n}\n\n\
                func NewBot(cap int64) (*Bot, error) {\n\treturn &Bot{client: anthropic.NewClient(), model: \
                \"claude-haiku-4-5\", cap: cap}, nil\n}\n\nfunc (b *Bot) Ask() {\n\tb.client.Messages.New(ctx, \
                anthropic.MessageNewParams{Model: anthropic.Model(b.model), MaxTokens: b.cap})\n}\n\n\
                func main() {\n\tbot, err := NewBot(77)\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\tbot.Ask()\n}\n";
    let seen = &go(body)[0];
    assert_eq!((&*seen.model, &*seen.cap), ("claude-haiku-4-5", "77 | ?"));
}

#[test]
fn types_and_their_methods_may_stand_in_different_files() {
    let types = "package app\n\ntype Bot struct {\n\tmodel string\n}\n\nfunc NewBot() *Bot { return &Bot{model: Fast} }\n\n\
                 func (b *Bot) Run() { b.ask(limit) }\n";
    let names = "package app\n\nconst (\n\tFast  = \"claude-haiku-4-5\"\n\tlimit = 12\n)\n";
    let methods = format!(
        "{HEAD}func (b *Bot) ask(cap int64) {{\n\tclient.Messages.New(ctx, anthropic.MessageNewParams{{Model: b.model, \
         MaxTokens: cap}})\n}}\n"
    );
    let seen = tree(&[("bot/ask.go", &methods), ("bot/bot.go", types), ("bot/names.go", names)]);
    assert_eq!(seen[0].model, "claude-haiku-4-5");
    assert_eq!(seen[0].cap, "12 | ?");
}

#[test]
fn packages_are_found_by_their_module() {
    let app = format!("{HEAD}{}", ask("config.Models[config.Fast].APIModel"));
    let models = "package config\n\nvar Models = map[Name]Model{\n\tFast: {APIModel: \"claude-haiku-4-5\"},\n\t\"slow\": \
                  {APIModel: \"claude-opus-4-5\"},\n}\n";
    let types = "package config\n\ntype Name string\n\nconst Fast Name = \"fast\"\n\ntype Model struct {\n\tAPIModel \
                 string\n}\n";
    let files = [
        ("backend/go.mod", "module example.com/app\n\ngo 1.24\n"),
        ("backend/main.go", &*app),
        ("backend/config/models.go", models),
        ("backend/config/types.go", types),
    ];
    assert_eq!(tree_models(&files), ["claude-haiku-4-5"]);
}

#[test]
fn options_that_are_functions_are_run() {
    let body = "type settings struct{ model string }\n\ntype Option func(*settings)\n\nfunc WithModel(model string) Option \
                {\n\treturn func(s *settings) { s.model = model }\n}\n\nfunc ask(options ...Option) {\n\ts := \
                settings{model: \"claude-opus-4-5\"}\n\tfor _, option := range options {\n\t\toption(&s)\n\t}\n\t\
                client.Messages.New(ctx, anthropic.MessageNewParams{Model: s.model, MaxTokens: 9})\n}\n\nfunc main() \
                {\n\task(WithModel(\"claude-haiku-4-5\"))\n}\n";
    let seen = &go(body)[0];
    assert_eq!(seen.callers, ["claude-haiku-4-5"]);
}

#[test]
fn options_that_are_applied_by_a_method_are_run_or_may_have_set_anything() {
    let body = |called: &str| {
        format!(
            "type settings struct {{\n\tmodel string\n\tcap int64\n}}\n\ntype Option interface {{ apply(*settings) }}\n\ntype \
             optionFunc func(*settings)\n\nfunc (f optionFunc) apply(s *settings) {{ f(s) }}\n\nfunc WithModel(model string) Option \
             {{\n\treturn optionFunc(func(s *settings) {{ s.model = model }})\n}}\n\ntype Bot struct {{\n\tmodel string\n\tcap \
             int64\n}}\n\nfunc New(options ...Option) *Bot {{\n\ts := &settings{{model: \"claude-opus-4-5\", cap: 9}}\n\tfor _, \
             option := range options {{\n\t\toption.apply(s)\n\t}}\n\treturn &Bot{{model: s.model, cap: s.cap}}\n}}\n\nfunc (b \
             *Bot) Ask() {{\n\tclient.Messages.New(ctx, anthropic.MessageNewParams{{Model: b.model, MaxTokens: b.cap}})\n}}\n{called}"
        )
    };
    let seen = go(&body("\nfunc main() {\n\tNew(WithModel(\"claude-haiku-4-5\")).Ask()\n}\n"));
    assert_eq!(seen[0].callers, ["claude-haiku-4-5"]);
    let seen = go(&body(""));
    assert_eq!((seen[0].model.as_str(), seen[0].cap.as_str()), ("~claude-opus-4-5 | ?", "~9 | ?"));
}

#[test]
fn the_environment_and_flags_may_replace_a_default() {
    let fallback = "func ask() {\n\tmodel := os.Getenv(\"MODEL\")\n\tif model == \"\" {\n\t\tmodel = \"claude-haiku-4-5\"\n\t}\n\t\
                    client.Messages.New(ctx, anthropic.MessageNewParams{Model: model, MaxTokens: 9})\n}\n";
    assert_eq!(models(fallback), ["~claude-haiku-4-5"]);
    let replaced = "func ask() {\n\tmodel := \"claude-haiku-4-5\"\n\tif m := os.Getenv(\"MODEL\"); m != \"\" {\n\t\tmodel = m\n\t}\n\t\
                    client.Messages.New(ctx, anthropic.MessageNewParams{Model: model, MaxTokens: 9})\n}\n";
    assert_eq!(models(replaced), ["~claude-haiku-4-5"]);
    let helper = "func env(key, otherwise string) string {\n\tif value, ok := os.LookupEnv(key); ok {\n\t\treturn value\n\t}\n\t\
                  return otherwise\n}\n\n";
    let through = format!("{helper}{}", ask("env(\"MODEL\", \"claude-haiku-4-5\")"));
    assert_eq!(models(&through), ["~claude-haiku-4-5"]);
    let flags =
        format!("var model = flag.String(\"model\", \"claude-haiku-4-5\", \"which model\")\n\n{}", ask("*model"));
    assert_eq!(models(&flags), ["~claude-haiku-4-5"]);
}

#[test]
fn embedded_structs_lend_their_fields() {
    let body = "type Base struct{ Model string }\n\ntype Bot struct {\n\tBase\n\tcap int64\n}\n\nfunc ask() {\n\tb := \
                Bot{Base: Base{Model: \"claude-haiku-4-5\"}}\n\tclient.Messages.New(ctx, \
                anthropic.MessageNewParams{Model: b.Model, MaxTokens: 9})\n}\n";
    assert_eq!(models(body), ["claude-haiku-4-5"]);
}

#[test]
fn an_embedded_file_is_the_prompt() {
    let app = format!(
        "{HEAD}//go:embed prompts/system.md\nvar system string\n\nfunc ask() {{\n\tclient.Messages.New(ctx, \
         anthropic.MessageNewParams{{Model: \"claude-haiku-4-5\", System: []anthropic.TextBlockParam{{{{Text: \
         system}}}}}})\n}}\n"
    );
    let seen = tree(&[("app/main.go", &app), ("app/prompts/system.md", "Be brief.")]);
    assert_eq!(seen[0].system, "Be brief.");
}

#[test]
fn calls_in_closures_goroutines_and_returned_handlers_are_seen() {
    let call = "client.Messages.New(ctx, anthropic.MessageNewParams{Model: model, MaxTokens: 9})";
    for body in [
        format!("func ask(model string) {{\n\tgo func() {{\n\t\t{call}\n\t}}()\n}}\n"),
        format!(
            "func ask() {{\n\tfor range 3 {{\n\t\tdefer func(model string) {{\n\t\t\t{call}\n\t\t}}(\"claude-haiku-4-5\")\n\t}}\n}}\n"
        ),
        format!("func handler(model string) func() {{\n\treturn func() {{\n\t\t{call}\n\t}}\n}}\n"),
        format!("var command = &cobra.Command{{Run: func(model string) {{\n\t{call}\n}}}}\n"),
        format!("var run = func(model string) {{\n\t{call}\n}}\n"),
        format!("func serve(model string) {{\n\thttp.HandleFunc(\"/\", func(w any) {{\n\t\t{call}\n\t}})\n}}\n"),
    ] {
        assert_eq!(go(&body).len(), 1, "{body}");
    }
}

#[test]
fn bodies_are_what_their_tags_say() {
    let post = "http.NewRequest(http.MethodPost, \"https://api.anthropic.com/v1/messages\", bytes.NewReader(body))";
    let types = "type message struct {\n\tRole    string `json:\"role\"`\n\tContent string `json:\"content\"`\n}\n\n\
                 type request struct {\n\tModel    string    `json:\"model\"`\n\tCap      int       \
                 `json:\"max_tokens\"`\n\tSystem   string    `json:\"system,omitempty\"`\n\tMessages []message \
                 `json:\"messages\"`\n}\n\n";
    let with_struct = format!(
        "{types}func ask() {{\n\tbody, err := json.Marshal(request{{Model: \"claude-haiku-4-5\", Cap: 7, Messages: \
         []message{{{{Role: \"user\", Content: \"Why?\"}}}}}})\n\tif err != nil {{\n\t\treturn\n\t}}\n\t{post}\n}}\n"
    );
    let with_map = format!(
        "func ask() {{\n\tpayload := map[string]any{{\"model\": \"claude-haiku-4-5\", \"messages\": \
         []map[string]string{{{{\"role\": \"user\", \"content\": \"Why?\"}}}}}}\n\tpayload[\"max_tokens\"] = 7\n\tbody, _ := \
         json.Marshal(payload)\n\t{post}\n}}\n"
    );
    let written = format!(
        "func ask() {{\n\tbody := []byte(`{{\"model\": \"claude-haiku-4-5\", \"max_tokens\": 7, \"messages\": [{{\"role\": \"user\", \"content\": \"Why?\"}}]}}`)\n\t{post}\n}}\n"
    );
    for body in [with_struct, with_map, written] {
        let text = format!("{}{body}", HEAD.replace("\"os\"", "\"os\"\n\t\"net/http\""));
        let seen = tree(&[("app.go", &text)]);
        let shown: Vec<_> = seen.iter().map(|seen| (&*seen.model, &*seen.cap, &*seen.messages)).collect();
        assert_eq!(shown, [("claude-haiku-4-5", "7", "Why?")], "{body}");
    }
}

#[test]
fn a_field_of_a_named_type_is_sent() {
    let imports = "package app\n\nimport (\n\t\"bytes\"\n\t\"encoding/json\"\n\t\"net/http\"\n)\n\n";
    let types = "type Model string\n\nconst Haiku, Opus Model = \"claude-haiku-4-5\", \"claude-opus-4-5\"\n\n\
                 type Request struct {\n\tModel Model `json:\"model\"`\n\tCap int `json:\"max_tokens\"`\n\t\
                 Messages Talk `json:\"messages\"`\n}\n\nfunc (r *Request) Post() {\n\tbody, _ := \
                 json.Marshal(r)\n\treq, err := http.NewRequest(\"POST\", \"https://api.anthropic.com/v1/messages\", \
                 bytes.NewBuffer(body))\n\thttp.DefaultClient.Do(req)\n}\n\n";
    let alone = tree(&[("app.go", &format!("{imports}{types}"))]);
    assert_eq!((&*alone[0].model, &*alone[0].cap), ("?", "?"));
    for made in ["Request{Model: Opus, Cap: 9}", "Request{Opus, 9, nil}"] {
        let caller = format!("func ask() {{\n\treq := &{made}\n\treq.Post()\n}}\n");
        let seen = tree(&[("app.go", &format!("{imports}{types}{caller}"))]);
        assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-opus-4-5 | ?", "9 | ?"), "{made}");
    }
}

#[test]
fn who_fills_what_is_handed_on_counts() {
    let imports = "package app\n\nimport (\n\t\"context\"\n\n\t\"github.com/anthropics/anthropic-sdk-go\"\n)\n\n";
    let send = format!(
        "{imports}type Question struct {{\n\tModel string\n\tCap int64\n}}\n\nfunc Send(q Question) \
         {{\n\tanthropic.NewClient().Messages.New(context.Background(), anthropic.MessageNewParams{{Model: q.Model, MaxTokens: \
         q.Cap}})\n}}\n"
    );
    let between = "package app\n\nfunc Hand(q Question) {\n\tSend(q)\n}\n";
    let desk = "package app\n\nfunc Ask() {\n\tHand(Question{Model: \"claude-haiku-4-5\", Cap: 9})\n}\n";
    let seen = tree(&[("send.go", &send), ("between.go", between), ("desk.go", desk)]);
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-haiku-4-5 | ?", "9 | ?"));
}

#[test]
fn lists_may_have_methods() {
    let types = "package app\n\ntype Talk []string\n\ntype Question struct {\n\tModel string\n}\n\n";
    let methods = "func (t *Talk) Go() {\n\tfor {\n\t\t*t = append(*t, \"Why?\")\n\t\tq := Question{Model: \
                   \"claude-haiku-4-5\"}\n\t\tt.ask(&q)\n\t}\n}\n\nfunc (t *Talk) ask(q *Question) {\n\t\
                   client.Messages.New(ctx, anthropic.MessageNewParams{Model: q.Model, MaxTokens: 9})\n}\n";
    let files = [("talk.go", &*format!("{HEAD}{methods}")), ("types.go", types)];
    assert_eq!(tree_models(&files), ["claude-haiku-4-5 | ?"]);
}

#[test]
fn other_libraries_are_read() {
    let imports = "package app\n\nimport (\n\t\"context\"\n\n\t\"github.com/aws/aws-sdk-go-v2/aws\"\n\t\
                   \"github.com/aws/aws-sdk-go-v2/service/bedrockruntime\"\n\t\
                   \"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types\"\n\tclaude \
                   \"github.com/liushuangls/go-anthropic/v2\"\n\topenai \"github.com/sashabaranov/go-openai\"\n\t\
                   \"github.com/tmc/langchaingo/llms/anthropic\"\n)\n\nfunc ask(ctx context.Context, cfg aws.Config) {\n\t";
    for (call, model, cap) in [
        (
            "bedrockruntime.NewFromConfig(cfg).Converse(ctx, &bedrockruntime.ConverseInput{ModelId: \
             aws.String(\"anthropic.claude-haiku-4-5-20251001-v1:0\"), InferenceConfig: \
             &types.InferenceConfiguration{MaxTokens: aws.Int32(64)}, Messages: []types.Message{{Role: \"user\"}}})",
            "anthropic.claude-haiku-4-5-20251001-v1:0",
            "64",
        ),
        (
            "claude.NewClient(\"key\").CreateMessages(ctx, claude.MessagesRequest{Model: \
             claude.ModelClaudeHaiku4Dot5V20251001, MaxTokens: 64})",
            "claude-haiku-4-5-20251001",
            "64",
        ),
        (
            "openai.NewClient(\"key\").CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: \
             \"anthropic/claude-haiku-4.5\", MaxTokens: 64})",
            "anthropic/claude-haiku-4.5",
            "64",
        ),
        ("anthropic.New(anthropic.WithModel(\"claude-haiku-4-5\"))", "claude-haiku-4-5", "2048 | none"),
    ] {
        let text = format!("{imports}{call}\n}}\n");
        let seen = tree(&[("app.go", &text)]);
        let shown: Vec<_> = seen.iter().map(|seen| (&*seen.model, &*seen.cap)).collect();
        assert_eq!(shown, [(model, cap)], "{call}");
    }
}

#[test]
fn what_viper_has_by_default_may_be_replaced() {
    let root = "package app\n\nimport \"github.com/spf13/viper\"\n\nvar v = viper.New()\n\nfunc initConfig() {\n\t\
                viper.SetDefault(\"anthropic.model\", \"claude-haiku-4-5\")\n\tviper.SetDefault(\"Anthropic.Max_Tokens\", 300)\n\t\
                v.SetDefault(\"ai.model\", \"claude-opus-4-5\")\n}\n\nfunc Model() string {\n\treturn v.GetString(\"ai.model\")\n}\n";
    let ask = |model: &str| {
        format!(
            "func ask() {{\n\tclient.Messages.New(ctx, \
             anthropic.MessageNewParams{{Model: anthropic.Model({model}), MaxTokens: viper.GetInt64(\"anthropic.max_tokens\")}})\n}}\n"
        )
    };
    for (read, model) in [
        ("viper.GetString(\"anthropic.model\")", "~claude-haiku-4-5"),
        ("Model()", "~claude-opus-4-5"),
        ("viper.GetString(\"other.model\")", "?"),
    ] {
        let head =
            HEAD.replace("package app\n", "").replace("\n\t\"os\"\n", "\n\t\"os\"\n\t\"github.com/spf13/viper\"\n");
        let seen = tree(&[("cmd/root.go", root), ("cmd/ask.go", &format!("package app\n{head}{}", ask(read)))]);
        assert_eq!((&*seen[0].model, &*seen[0].cap), (model, "~300"), "{read}");
    }
}

#[test]
fn a_runner_of_tools_is_one_of_messages() {
    let params = "anthropic.BetaToolRunnerParams{BetaMessageNewParams: anthropic.BetaMessageNewParams{Model: \"claude-haiku-4-5\", MaxTokens: 9}}";
    for call in ["NewToolRunner", "NewToolRunnerStreaming"] {
        let body = format!("func ask(c anthropic.Client) {{\n\tc.Beta.Messages.{call}(tools, {params})\n}}\n");
        let seen = go(&body);
        let facts: Vec<_> = seen.iter().map(|seen| (&*seen.model, seen.tools, seen.stream)).collect();
        assert_eq!(facts, [("claude-haiku-4-5", true, call.ends_with("Streaming"))], "{call}");
        let of_a_session = body.replace("Messages.New", "Sessions.Events.New");
        assert!(go(&of_a_session).is_empty(), "{call}");
        let elsewhere = body.replace("c.Beta.Messages", "claude.Pool");
        assert!(go(&elsewhere).is_empty(), "{call}");
    }
}

#[test]
fn genkit_takes_options_behind_its_context() {
    let head = "package app\n\nimport (\n\t\"context\"\n\t\"github.com/anthropics/anthropic-sdk-go\"\n\t\"github.com/firebase/genkit/go/ai\"\n\t\
                \"github.com/firebase/genkit/go/genkit\"\n)\n\n";
    let ask = |options: &str| {
        let body = format!(
            "func ask(ctx context.Context, g *genkit.Genkit, text string) {{\n\tgenkit.Generate(ctx, g, {options})\n}}\n"
        );
        tree(&[("app.go", &format!("{head}{body}"))]).into_iter().map(|seen| (seen.model, seen.cap)).collect::<Vec<_>>()
    };
    let is = |model: &str, cap: &str| vec![(model.to_owned(), cap.to_owned())];
    let claude = "ai.WithModelName(\"anthropic/claude-haiku-4-5\"), ai.WithPrompt(text)";
    assert_eq!(ask(claude), is("anthropic/claude-haiku-4-5", "none"));
    let capped = format!("{claude}, ai.WithConfig(&anthropic.MessageNewParams{{MaxTokens: 9}})");
    assert_eq!(ask(&capped), is("anthropic/claude-haiku-4-5", "9"));
    assert_eq!(ask("ai.WithModelName(\"googleai/gemini-2.5-flash\"), ai.WithPrompt(text)"), []);
    assert_eq!(ask("ai.WithPrompt(text)"), []);
    let plugin = |name: &str, made: &str| {
        let head = head.replace(
            "\"github.com/anthropics/anthropic-sdk-go\"",
            &format!("\"github.com/firebase/genkit/go/plugins/{name}\""),
        );
        let body = format!(
            "// Claude or not.\nfunc ask(ctx context.Context, text string) {{\n\tg := genkit.Init(ctx)\n\tm := {made}\n\tgenkit.Generate(ctx, g, ai.WithModel(m), ai.WithPrompt(text))\n}}\n"
        );
        tree(&[("app.go", &format!("{head}{body}"))]).into_iter().map(|seen| seen.model).collect::<Vec<_>>()
    };
    assert_eq!(
        plugin("vertexai/modelgarden", "modelgarden.AnthropicModel(g, \"claude-3-5-sonnet-v2\")"),
        ["claude-3-5-sonnet-v2"]
    );
    assert_eq!(plugin("googlegenai", "googlegenai.GoogleAIModel(g, \"gemini-2.5-flash\")"), [""; 0]);
}

#[test]
fn an_address_out_of_a_table_that_is_written_to_is_still_one_of_those_that_may_hold() {
    let body = "type Config struct{ Name, Endpoint, Model string }\n\ntype Provider struct {\n\tconfig Config\n\turl string\n}\n\nvar \
                providers = map[string]Config{\n\t\"anthropic\": {Endpoint: \"https://api.anthropic.com/v1/messages\"},\n}\n\nfunc \
                choose(config Config) *Provider {\n\tproviders[config.Name] = Config{Endpoint: config.Endpoint}\n\treturn \
                newProvider(config)\n}\n\nfunc newProvider(config Config) *Provider {\n\turl := config.Endpoint\n\tif url == \"\" \
                {\n\t\turl = providers[\"anthropic\"].Endpoint\n\t}\n\treturn &Provider{config: config, url: url}\n}\n\nfunc (p \
                *Provider) Ask() {\n\tdata, _ := json.Marshal(map[string]any{\"model\": p.config.Model, \"max_tokens\": 9, \
                \"messages\": history})\n\thttp.NewRequest(\"POST\", p.url, bytes.NewBuffer(data))\n}\n";
    let seen = tree(&[(
        "app.go",
        &format!("package app\n\nimport (\n\t\"bytes\"\n\t\"encoding/json\"\n\t\"net/http\"\n)\n\n{body}"),
    )]);
    assert_eq!(seen.iter().map(|seen| (&*seen.model, &*seen.cap)).collect::<Vec<_>>(), [("?", "9")]);
    let other = body.replace("api.anthropic.com/v1/messages", "api.openai.com/v1/chat/completions");
    assert!(tree(&[("app.go", &format!("package app\n\nimport \"net/http\"\n\n{other}"))]).is_empty());
}

#[test]
fn streams_of_completions_have_their_request_within() {
    let text = "package app\n\nimport (\n\t\"context\"\n\t\"github.com/liushuangls/go-anthropic/v2\"\n)\n\nfunc ask(ctx context.Context) {\n\tclient := \
                anthropic.NewClient(\"key\")\n\tclient.CreateCompleteStream(ctx, anthropic.CompleteStreamRequest{CompleteRequest: \
                anthropic.CompleteRequest{Model: \"claude-haiku-4-5\", MaxTokensToSample: 300, Prompt: \"Why?\"}})\n}\n";
    let seen = tree(&[("app.go", text)]);
    let facts: Vec<_> = seen.iter().map(|seen| (&*seen.model, &*seen.cap, seen.stream)).collect();
    assert_eq!(facts, [("claude-haiku-4-5", "300", true)]);
}
