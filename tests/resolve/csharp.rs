//! C#: how types, options, records and overloads lead to a request.

use super::seen::{Seen, tree};

const HEAD: &str = "using Anthropic;\nusing Anthropic.Models.Messages;\n\nnamespace Desk;\n\n";

/// What is seen of files, each with the usual usings and a namespace before it.
fn csharp(files: &[(&str, &str)]) -> Vec<Seen> {
    let whole: Vec<(&str, String)> = files.iter().map(|(path, text)| (*path, format!("{HEAD}{text}"))).collect();
    tree(&whole.iter().map(|(path, text)| (*path, text.as_str())).collect::<Vec<_>>())
}

/// Model and cap of the only call in a method of a class with a client.
fn one(members: &str, model: &str, cap: &str) -> (String, String) {
    let text = format!(
        "class Bot(AnthropicClient client) {{ {members} public Task Ask(string text) => client.Messages.Create(new() \
         {{ Model = {model}, MaxTokens = {cap}, Messages = [] }}); }}\n"
    );
    let mut seen = csharp(&[("Bot.cs", &text)]);
    assert_eq!(seen.len(), 1, "{seen:?}");
    let seen = seen.remove(0);
    (seen.model, seen.cap)
}

fn is(model: &str, cap: &str) -> (String, String) {
    (model.to_owned(), cap.to_owned())
}

#[test]
fn members_are_found_without_this() {
    assert_eq!(
        one("const string M = \"claude-opus-4-5\"; const int N = 1_024;", "M", "N"),
        is("claude-opus-4-5", "1024")
    );
    assert_eq!(one("static readonly string M = \"claude-opus-4-5\";", "Bot.M", "5L"), is("claude-opus-4-5", "5"));
    assert_eq!(one("readonly string _m = \"claude-opus-4-5\";", "_m", "5"), is("claude-opus-4-5", "5"));
    assert_eq!(one("string M => \"claude-opus-4-5\";", "this.M", "5"), is("claude-opus-4-5", "5"));
    let color = "public Model Model { get; } = Model.ClaudeOpus4_5;";
    assert_eq!(one(color, "Model", "5"), is("claude-opus-4-5", "5"));
}

#[test]
fn models_are_chosen_as_the_language_does() {
    let (model, _) = one("", "text switch { \"a\" => \"claude-opus-4-5\", _ => \"claude-haiku-4-5\" }", "5");
    assert_eq!(model, "claude-haiku-4-5 | claude-opus-4-5");
    let environment = "Environment.GetEnvironmentVariable(\"M\") ?? \"claude-opus-4-5\"";
    assert_eq!(one("", environment, "5").0, "~claude-opus-4-5");
    assert_eq!(one("", "Environment.GetEnvironmentVariable(\"M\") ?? throw new Exception()", "5").0, "?");
    let settings = "class Bot(AnthropicClient client, IConfiguration settings) { Task Ask() => \
                    client.Messages.Create(new() { Model = settings[\"M\"] ?? \"claude-opus-4-5\", \
                    MaxTokens = settings.GetValue<int>(\"Desk:Max\", 300) }); }\n";
    let seen = csharp(&[("Bot.cs", settings)]);
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("~claude-opus-4-5", "~300"));
}

#[test]
fn options_keep_their_first_values_and_may_be_set() {
    let options = "public class BotOptions { public string Model { get; set; } = \"claude-opus-4-5\"; \
                   public int? Max { get; init; } public int Few { get; } = 7; }\n";
    let bot = "class Bot(AnthropicClient client, IOptions<BotOptions> options) { readonly BotOptions _o = options.Value; \
               Task Ask() => client.Messages.Create(new() { Model = _o.Model, MaxTokens = _o.Max ?? 300 }); \
               Task Few() => client.Messages.Create(new() { Model = _o.Model, MaxTokens = _o.Few }); }\n";
    let seen = csharp(&[("BotOptions.cs", options), ("Bot.cs", bot)]);
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("~claude-opus-4-5", "~300"));
    assert_eq!(seen[1].cap, "7");
    let made = "class Bot(AnthropicClient client) { Task Ask() { var o = new BotOptions { Max = 9 }; return \
                client.Messages.Create(new() { Model = o.Model, MaxTokens = o.Max ?? 300 }); } }\n";
    let seen = csharp(&[("BotOptions.cs", options), ("Bot.cs", made)]);
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-opus-4-5", "9"));
}

#[test]
fn copies_and_later_settings_change_a_request() {
    let body = "class Bot(AnthropicClient client) { void Ask() { \
                var p = new MessageCreateParams { Model = Model.ClaudeOpus4_5, MaxTokens = 5, Messages = [] }; \
                client.Messages.Create(p with { MaxTokens = 6 }); client.Messages.Create(p); \
                var q = new MessageCreateParams { Model = \"claude-haiku-4-5\" }; q.MaxTokens = 8; \
                client.Messages.Create(q); client.Messages.Create(q.Changed()); } }\n";
    let seen = csharp(&[("Bot.cs", body)]);
    let caps: Vec<&str> = seen.iter().map(|seen| &*seen.cap).collect();
    assert_eq!(caps, ["6", "5", "8", "?"]);
    let later = "class Bot(AnthropicClient client) { void Ask(bool loud, int max) { var p = new MessageCreateParams { \
                 Model = Model.ClaudeOpus4_5 }; if (loud) { p.System = \"Shout.\"; } p.MaxTokens = max; \
                 client.Messages.Create(p); p.MaxTokens = 9; client.Messages.Create(p); } }\n";
    let caps: Vec<String> = csharp(&[("Bot.cs", later)]).into_iter().map(|seen| seen.cap).collect();
    assert_eq!(caps, ["?", "9"]);
    assert_eq!(seen[0].model, "claude-opus-4-5");
}

#[test]
fn records_and_base_classes_hand_on_what_they_are_given() {
    let records = "record Plan(string Model, int Max = 100) { public string? Extra { get; init; } }\n\
                   abstract class Base(string model) { protected readonly string Chosen = model; \
                   public string Tone { get; set; } = \"kind\"; }\n";
    let bot = "class Bot : Base { readonly AnthropicClient _client = new(); \
               public Bot() : base(\"claude-opus-4-5\") { } \
               Task One() => _client.Messages.Create(new() { Model = Chosen, MaxTokens = 1, System = Tone }); \
               Task Two() { var plan = new Plan(\"claude-haiku-4-5\") { Extra = \"x\" }; \
               return _client.Messages.Create(new() { Model = plan.Model, MaxTokens = plan.Max }); } }\n";
    let seen = csharp(&[("Records.cs", records), ("Bot.cs", bot)]);
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-opus-4-5", "1"));
    assert_eq!((&*seen[1].model, &*seen[1].cap), ("claude-haiku-4-5", "100"));
}

#[test]
fn a_wrapper_behind_an_interface_is_called_with_its_overloads() {
    let bot = "public interface IBot { Task Ask(string text); }\n\
               public class Bot(AnthropicClient client) : IBot { \
               public Task Ask(string text) => Ask(text, \"claude-haiku-4-5\"); \
               public Task Ask(string text, string model) => client.Messages.Create(new() { Model = model, MaxTokens = 5, \
               Messages = [new() { Role = Role.User, Content = $\"Say {text}!\" }] }); }\n";
    let page = "class Page(IBot bot) { void Load() { bot.Ask(\"hi\"); bot.Ask(\"ho\", \"claude-opus-4-5\"); } }\n";
    let seen = csharp(&[("Bot.cs", bot), ("Page.cs", page)]);
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert!(
        ["claude-haiku-4-5", "claude-opus-4-5"].iter().all(|id| seen[0].callers.iter().any(|one| one == id)),
        "{seen:?}"
    );
}

#[test]
fn a_type_of_the_tree_is_not_a_library_and_two_of_a_name_are_neither() {
    let own = "namespace Desk; public class AnthropicClient { public Mine Messages => new(); }\n\
               public class Mine { public void Create(object o) { } }\n";
    let user = "namespace Desk; class Bot { void Ask() { new AnthropicClient().Messages.Create(new { Model = \
                \"claude-opus-4-5\", MaxTokens = 5 }); } }\n";
    assert!(tree(&[("AnthropicClient.cs", own), ("Bot.cs", user)]).is_empty());
    let limits = "namespace Desk.A; public static class Limits { public const int Max = 5; }\n";
    let others = "namespace Desk.B; public static class Limits { public const int Max = 6; }\n";
    let bot = "using Desk.B;\nclass Bot(AnthropicClient client) { Task Ask() => client.Messages.Create(new() { \
               Model = \"claude-opus-4-5\", MaxTokens = Limits.Max }); }\n";
    let bot = format!("using Anthropic;\n{bot}");
    let seen = tree(&[("A.cs", limits), ("B.cs", others), ("Bot.cs", &bot)]);
    assert_eq!(seen[0].cap, "6");
}

#[test]
fn prompts_are_put_together_from_builders_formats_and_files() {
    let bot = "class Bot(AnthropicClient client) { Task Ask(string who) { var s = new StringBuilder(\"You are \"); \
               s.Append(\"kind\").AppendLine(\".\"); s.Append(string.Format(\"Help {0}.\", who)); \
               return client.Messages.Create(new() { Model = \"claude-opus-4-5\", MaxTokens = 5, System = s.ToString() }); } \
               Task Read() => client.Messages.Create(new() { Model = \"claude-opus-4-5\", MaxTokens = 5, \
               System = File.ReadAllText(Path.Combine(\"prompts\", \"desk.txt\")) + string.Join(\", \", \"a\", \"b\") }); }\n";
    let seen = csharp(&[("Bot.cs", bot)]);
    assert_eq!(seen[0].system, "You are kind.\nHelp {parameter}.");
    let seen = tree(&[("Bot.cs", &format!("{HEAD}{bot}")), ("prompts/desk.txt", "You sit at a desk. ")]);
    assert_eq!(seen[1].system, "You sit at a desk. a, b");
}

#[test]
fn requests_of_every_library_are_read() {
    let chat = "using Anthropic;\nusing Microsoft.Extensions.AI;\nIChatClient chat = new AnthropicClient()\
                .AsIChatClient(\"claude-opus-4-5\", 700).AsBuilder().UseFunctionInvocation().Build();\n\
                await chat.GetResponseAsync(\"hi\");\n\
                await chat.GetResponseAsync(\"hi\", new ChatOptions { ModelId = \"claude-haiku-4-5\", MaxOutputTokens = 9 });\n";
    let seen = tree(&[("Program.cs", chat)]);
    let both: Vec<(&str, &str)> = seen.iter().map(|seen| (&*seen.model, &*seen.cap)).collect();
    assert_eq!(both, [("claude-opus-4-5", "700"), ("claude-haiku-4-5", "9")]);
    let registered =
        "using Anthropic;\nservices.AddChatClient(new AnthropicClient().AsIChatClient(\"claude-opus-4-5\"));\n";
    assert_eq!(tree(&[("Program.cs", registered)])[0].model, "claude-opus-4-5");
    let other = "using Microsoft.Extensions.AI;\nclass Bot(IChatClient chat) { Task Ask() => chat.GetResponseAsync(\"hi\"); }\n";
    assert!(tree(&[("Bot.cs", other)]).is_empty());
    let community = "using Anthropic.SDK;\nusing Anthropic.SDK.Constants;\nusing Anthropic.SDK.Messaging;\n\
                     var client = new AnthropicClient();\nawait client.Messages.GetClaudeMessageAsync(new MessageParameters \
                     { Model = AnthropicModels.Claude45Haiku, MaxTokens = 3, SystemMessage = \"Be kind.\" });\n";
    let seen = tree(&[("Program.cs", community)]);
    assert_eq!((&*seen[0].model, &*seen[0].system), ("claude-haiku-4-5-20251001", "Be kind."));
    let bedrock = "using Amazon.BedrockRuntime;\nvar client = new AmazonBedrockRuntimeClient();\n\
                   var body = JsonSerializer.Serialize(new { anthropic_version = \"bedrock-2023-05-31\", max_tokens = 8 });\n\
                   await client.InvokeModelAsync(new InvokeModelRequest { ModelId = \"anthropic.claude-3-haiku-20240307-v1:0\", \
                   Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) });\n";
    assert_eq!(tree(&[("Program.cs", bedrock)])[0].cap, "8");
}

#[test]
fn raw_requests_are_read_wherever_their_parts_are_put_together() {
    let post = "const string Url = \"https://api.anthropic.com/v1/messages\";\nvar http = new HttpClient();\n\
                var body = new { model = \"claude-opus-4-5\", max_tokens = 5, messages = new[] { new { role = \"user\", content = \"hi\" } } };\n\
                await http.PostAsync(Url, new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, \"application/json\"));\n\
                await http.PostAsJsonAsync(Url, new Dictionary<string, object> { [\"model\"] = \"claude-opus-4-5\", [\"max_tokens\"] = 6 });\n\
                var request = new HttpRequestMessage(HttpMethod.Post, Url);\nrequest.Content = JsonContent.Create(new Ask(\"claude-opus-4-5\") { MaxTokens = 7 });\n\
                await http.SendAsync(request);\n\
                var based = new HttpClient { BaseAddress = new Uri(\"https://api.anthropic.com/\") };\nawait based.PostAsJsonAsync(\"v1/messages\", body);\n\
                await http.PostAsJsonAsync(\"https://api.openai.com/v1/chat/completions\", body);\n\
                record Ask(string Model) { public int MaxTokens { get; init; } }\n";
    let seen = tree(&[("Program.cs", post)]);
    let caps: Vec<&str> = seen.iter().map(|seen| &*seen.cap).collect();
    assert_eq!(caps, ["5", "6", "7", "5"], "{seen:?}");
    assert!(seen.iter().all(|seen| seen.model == "claude-opus-4-5"), "{seen:?}");
    assert_eq!(seen[0].messages, "hi");
}

#[test]
fn what_a_method_sets_on_a_request_that_it_is_given_counts() {
    let text = "class Bot(AnthropicClient client) {
  static void Fill(MessageCreateParams p) { p.Model = \"claude-haiku-4-5\"; p.MaxTokens = 100; }
  void Cap(MessageCreateParams p) { p.MaxTokens = this.Most(); }
  int Most() => 7;
  public Task Ask() {
    var p = new MessageCreateParams { Messages = [] };
    Fill(p);
    this.Cap(p);
    return client.Messages.Create(p);
  }
}
";
    let seen = csharp(&[("Bot.cs", text)]);
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!((seen[0].model.as_str(), seen[0].cap.as_str()), ("claude-haiku-4-5", "7"));
}

#[test]
fn where_a_client_begins_may_be_said_where_it_is_registered() {
    let program =
        "builder.Services.AddHttpClient<Claude>(c => c.BaseAddress = new Uri(\"https://api.anthropic.com/v1/\"));\n";
    let claude = |body: &str| {
        format!(
            "public class Claude(HttpClient http, IConfiguration config) {{\n  readonly string _model = config[\"Claude:Model\"];\n  \
             public async Task Ask(string q) {{\n    var body = new {{ {body} }};\n    await http.PostAsJsonAsync(\"messages\", body);\n  \
             }}\n}}\n"
        )
    };
    let ask = |body: &str| tree(&[("Program.cs", program), ("Claude.cs", &claude(body))]);
    let seen = ask("model = \"claude-haiku-4-5\", messages = new[] { q }");
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-haiku-4-5", "none"));
    let seen = ask("model = _model, max_tokens = 400, messages = new[] { q }");
    assert_eq!((&*seen[0].model, &*seen[0].cap), ("?", "400"));
    assert!(ask("to = q, type = \"text\", text = q").is_empty());
    assert!(ask("model = \"gpt-5\", max_tokens = 400, messages = new[] { q }").is_empty());
}

#[test]
fn a_class_sets_what_the_one_above_it_declares() {
    let above = "using Anthropic.SDK;\nusing Anthropic.SDK.Messaging;\nabstract class Service {\n  protected AnthropicClient _client;\n  \
                 protected string _model;\n  protected int _cap;\n  public Task<MessageResponse> Ask() => \
                 _client.Messages.GetClaudeMessageAsync(new MessageParameters { Model = _model, MaxTokens = _cap });\n}\n";
    let claude = "class Claude : Service {\n  public Claude() {\n    _client = new AnthropicClient();\n    _model = \"claude-haiku-4-5\";\n    \
                  _cap = 12;\n  }\n}\n";
    let seen = tree(&[("Service.cs", above), ("Claude.cs", claude)]);
    assert_eq!(seen.len(), 1);
    assert!(seen[0].model.contains("claude-haiku-4-5") && seen[0].cap.contains("12"), "{seen:?}");
}

#[test]
fn settings_fill_the_classes_that_a_program_binds_to_their_sections() {
    let json = "{\n  \"Logging\": { \"Level\": \"x\" },\n  \"Claude\": { \"Model\": \"claude-sonnet-4-5\", \"MaxTokens\": 900, \"ApiKey\": \"\" }\n}\n";
    let service = "using Anthropic.SDK;\nusing Anthropic.SDK.Messaging;\nclass Service(IOptions<ClaudeOptions> options) {\n  readonly \
                   ClaudeOptions _options = options.Value;\n  public Task<MessageResponse> Ask() => new AnthropicClient().Messages\
                   .GetClaudeMessageAsync(new MessageParameters { Model = _options.Model, MaxTokens = _options.MaxTokens });\n}\n";
    let fields = "public string Model { get; set; } = \"claude-haiku-4-5\"; public int MaxTokens { get; set; } = 300; public string \
                  ApiKey { get; set; }";
    let said = ("~claude-sonnet-4-5", "~900");
    let default = ("~claude-haiku-4-5", "~300");
    for (constant, program, expected) in [
        ("", "builder.Services.Configure<ClaudeOptions>(\n    builder.Configuration.GetSection(\"Claude\"));\n", said),
        ("public const string SectionName = \"Claude\"; ", "", said),
        ("", "builder.Services.Configure<ClaudeOptions>(o => o.ApiKey = \"k\");\n", default),
    ] {
        let options = format!("public class ClaudeOptions {{ {constant}{fields} }}\n");
        let files =
            [("Program.cs", program), ("Options.cs", &options), ("Service.cs", service), ("appsettings.json", json)];
        let seen: Vec<Seen> = tree(&files).into_iter().filter(|seen| seen.cap != "none").collect();
        assert_eq!(seen.len(), 1, "{seen:?}");
        assert_eq!(
            (seen[0].model.trim_end_matches(" | ?"), seen[0].cap.trim_end_matches(" | ?")),
            expected,
            "{program}"
        );
    }
}

#[test]
fn the_client_that_tryagi_makes_takes_named_arguments_or_a_request() {
    let client = "using Anthropic;\nusing var client = new AnthropicClient(key);\n";
    let request = "new CreateMessageParams { Model = \"claude-haiku-4-5\", Messages = [\"Why?\"], MaxTokens = 9 }";
    for call in [
        "client.MessagesPostAsync(model: \"claude-haiku-4-5\", messages: [\"Why?\"], maxTokens: 9)".to_owned(),
        format!("client.Messages.MessagesPostAsync({request})"),
        format!("client.CreateMessageAsStreamAsync({request})"),
    ] {
        let seen = tree(&[("Ask.cs", &format!("{client}var answer = {call};\n"))]);
        assert_eq!(seen.len(), 1, "{call}: {seen:?}");
        assert_eq!((&*seen[0].model, &*seen[0].cap), ("claude-haiku-4-5", "9"), "{call}");
    }
    for other in [
        "using Refit;\nvar client = new BlogClient(key);\nvar claude = await client.MessagesPostAsync(model: m, maxTokens: 9);\n",
        "using Anthropic;\nvar mail = new MailClient(key);\nawait mail.CreateMessageAsync(new Mail { To = \"claude\" });\n",
        "using OpenAI;\nvar client = new OpenAiClient();\nawait client.CreateMessageAsync(model: \"claude-haiku-4-5\");\n",
    ] {
        assert!(tree(&[("Ask.cs", other)]).is_empty(), "{other}");
    }
}

#[test]
fn a_body_of_bedrock_is_read_through_what_makes_a_stream_of_it() {
    let body = "var body = new JsonObject { [\"anthropic_version\"] = \"bedrock-2023-05-31\", [\"max_tokens\"] = 9, [\"messages\"] = new JsonArray() };\n";
    for stream in [
        "AWSSDKUtils.GenerateMemoryStreamFromString(body.ToJsonString())",
        "new MemoryStream(Encoding.UTF8.GetBytes(body.ToJsonString()))",
    ] {
        let text = format!(
            "using Amazon.BedrockRuntime;\nusing Amazon.BedrockRuntime.Model;\nusing Amazon.Util;\nvar client = new AmazonBedrockRuntimeClient();\n{body}\
             await client.InvokeModelAsync(new InvokeModelRequest {{ ModelId = \"anthropic.claude-3-haiku-20240307-v1:0\", Body = {stream} }});\n"
        );
        let caps: Vec<String> = tree(&[("Ask.cs", &text)]).into_iter().map(|seen| seen.cap).collect();
        assert_eq!(caps, ["9"], "{stream}");
    }
}

#[test]
fn what_the_settings_of_several_projects_say_is_all_that_may_hold() {
    let settings = |model: &str| format!("{{ \"Claude\": {{ \"Model\": \"{model}\", \"MaxTokens\": 900 }} }}\n");
    let service = "using Anthropic.SDK;\nusing Anthropic.SDK.Messaging;\nclass Service(IOptions<ClaudeOptions> options) {\n  readonly \
                   ClaudeOptions _options = options.Value;\n  public Task<MessageResponse> Ask() => new AnthropicClient().Messages\
                   .GetClaudeMessageAsync(new MessageParameters { Model = _options.Model, MaxTokens = _options.MaxTokens });\n}\n";
    let options = "public class ClaudeOptions { public const string SectionName = \"Claude\"; public string Model { get; set; } = \
                   \"claude-haiku-4-5\"; public int MaxTokens { get; set; } = 300; }\n";
    let other = "{ \"Logging\": { \"Level\": \"x\" } }\n".to_owned();
    for (worker, model) in [
        (settings("claude-sonnet-4-5"), "~claude-sonnet-4-5"),
        (other, "~claude-sonnet-4-5"),
        (settings("claude-opus-4-5"), "~claude-opus-4-5 | claude-sonnet-4-5"),
        (settings(""), "~claude-sonnet-4-5"),
    ] {
        let seen = tree(&[
            ("Options.cs", options),
            ("Service.cs", service),
            ("Api/appsettings.json", &settings("claude-sonnet-4-5")),
            ("Worker/appsettings.json", &worker),
        ]);
        let seen: Vec<Seen> = seen.into_iter().filter(|seen| seen.cap != "none").collect();
        assert_eq!(seen.len(), 1, "{seen:?}");
        assert_eq!((seen[0].model.as_str(), seen[0].cap.as_str()), (model, "~900"), "{worker}");
    }
}

#[test]
fn a_setting_that_is_read_by_its_key_is_what_the_settings_say() {
    let json = "{ \"Claude\": { \"Model\": \"claude-sonnet-4-5\", \"MaxTokens\": 900, \"Empty\": \"\" } }\n";
    let bot = |model: &str, cap: &str| {
        format!(
            "using Anthropic.SDK;\nclass Bot(AnthropicClient client, IConfiguration settings) {{\n  readonly string _model = {model};\n  Task Ask() => \
             client.Messages.Create(new() {{ Model = _model, MaxTokens = {cap} }});\n}}\n"
        )
    };
    let (by_default, cap) = ("?? \"claude-opus-4-5\"", "settings.GetValue<int>(\"Claude:MaxTokens\", 300)");
    for (model, cap, expected) in [
        (format!("settings[\"Claude:Model\"] {by_default}"), cap, ("~claude-sonnet-4-5", "~900")),
        (format!("settings.GetSection(\"Claude\")[\"Model\"] {by_default}"), cap, ("~claude-sonnet-4-5", "~900")),
        (
            format!("settings[\"Claude:Empty\"] {by_default}"),
            "settings.GetValue<int>(\"Claude:Cap\", 300)",
            ("~claude-opus-4-5", "~300"),
        ),
        (
            format!("settings[\"Other:Model\"] {by_default}"),
            "int.Parse(settings[\"Claude:MaxTokens\"])",
            ("~claude-opus-4-5", "~900"),
        ),
    ] {
        let seen = tree(&[("Bot.cs", &bot(&model, cap)), ("appsettings.json", json)]);
        assert_eq!(seen.len(), 1, "{model}");
        assert_eq!((&*seen[0].model, &*seen[0].cap), expected, "{model}");
    }
}
