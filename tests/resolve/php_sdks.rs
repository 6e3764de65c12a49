//! Calls of Claude in PHP, by the pages of their SDKs.

use super::seen::{Seen, tree, tree_models};

fn php(body: &str) -> Vec<Seen> {
    tree(&[("app.php", &format!("<?php\n{body}"))])
}

fn is_one(body: &str, model: &str, cap: &str) {
    let seen = php(body);
    assert_eq!(seen.len(), 1, "{body}: {seen:?}");
    assert_eq!((&*seen[0].model, &*seen[0].cap), (model, cap), "{body}");
}

#[test]
fn the_sdks_of_anthropic_and_mozex_differ_in_their_brackets() {
    is_one(
        "use Anthropic\\Client; use Anthropic\\Messages\\Model;\n(new Client())->messages->createStream(9, [], Model::CLAUDE_SONNET_4_5);",
        "claude-sonnet-4-5",
        "9",
    );
    is_one(
        "\\Anthropic::client('k')->messages()->create(['model' => 'claude-haiku-4-5', 'max_tokens' => 9, 'messages' => []]);",
        "claude-haiku-4-5",
        "9",
    );
    is_one(
        "use Anthropic\\Laravel\\Facades\\Anthropic;\nAnthropic::messages()->create(['model' => 'claude-haiku-4-5', 'max_tokens' => 9]);",
        "claude-haiku-4-5",
        "9",
    );
    assert!(
        php("use Anthropic\\Client;\n(new Client())->messages->countTokens(messages: [], model: 'claude-haiku-4-5');")
            .is_empty()
    );
}

#[test]
fn requests_without_an_sdk_are_known_by_their_url() {
    let body = "'model' => 'claude-haiku-4-5', 'max_tokens' => 9, 'messages' => []";
    let url = "'https://api.anthropic.com/v1/messages'";
    for call in [
        format!("use Illuminate\\Support\\Facades\\Http;\nHttp::withHeaders([])->timeout(9)->post({url}, [{body}]);"),
        format!(
            "use Illuminate\\Support\\Facades\\Http;\nHttp::baseUrl('https://api.anthropic.com/v1')->post('/messages', [{body}]);"
        ),
        format!("$c = new \\GuzzleHttp\\Client();\n$c->request('POST', {url}, ['json' => [{body}]]);"),
        format!(
            "$c = new \\GuzzleHttp\\Client(['base_uri' => 'https://api.anthropic.com']);\n$c->post('/v1/messages', ['json' => [{body}]]);"
        ),
        format!(
            "$ch = curl_init({url});\ncurl_setopt($ch, CURLOPT_POSTFIELDS, json_encode([{body}]));\n$r = curl_exec($ch);"
        ),
        format!(
            "$ch = curl_init();\ncurl_setopt_array($ch, [CURLOPT_URL => {url}, CURLOPT_POSTFIELDS => json_encode([{body}])]);\ncurl_exec($ch);"
        ),
        format!("wp_remote_post( {url}, array( 'body' => wp_json_encode( array( {body} ) ) ) );"),
        format!(
            "file_get_contents({url}, false, stream_context_create(['http' => ['content' => json_encode([{body}])]]));"
        ),
    ] {
        is_one(&call, "claude-haiku-4-5", "9");
    }
    assert!(php("$ch = curl_init('https://api.anthropic.com/v1/models');\ncurl_exec($ch);").is_empty());
    assert!(
        php(&format!(
            "wp_remote_post('https://api.openai.com/v1/chat/completions', ['body' => json_encode([{body}])]);"
        ))
        .is_empty()
    );
}

#[test]
fn prism_is_a_builder_whose_provider_decides() {
    let head = "use Prism\\Prism\\Prism; use Prism\\Prism\\Enums\\Provider;\n";
    let call = "Prism::text()->using(Provider::Anthropic, 'claude-haiku-4-5')->withSystemPrompt('Be kind.')\n  ->withMaxTokens(9)->withPrompt('Hi')->asText();";
    is_one(&format!("{head}{call}"), "claude-haiku-4-5", "9");
    assert_eq!(php(&format!("{head}{call}"))[0].system, "Be kind.");
    let parted = "$r = Prism::text()->using(Provider::Anthropic, 'claude-haiku-4-5');\nif ($x) { $r->withMaxTokens(9); } else { $r->withMaxTokens(9); }\n$r->asStream();";
    is_one(&format!("{head}{parted}"), "claude-haiku-4-5", "9");
    assert!(
        php(&format!("{head}Prism::text()->using(Provider::OpenAI, 'gpt-4o')->withPrompt('Hi')->asText();")).is_empty()
    );
}

#[test]
fn symfony_takes_the_model_where_it_invokes_or_makes_an_agent() {
    let head = "use Symfony\\AI\\Platform\\Bridge\\Anthropic\\Factory; use Symfony\\AI\\Agent\\Agent; use Symfony\\AI\\Platform\\Message\\{Message, MessageBag};\n\
                $platform = Factory::createPlatform(getenv('K'));\n$messages = new MessageBag(Message::forSystem('Be kind.'), Message::ofUser('Hi'));\n";
    is_one(
        &format!("{head}$platform->invoke('claude-haiku-4-5', $messages, ['max_tokens' => 9]);"),
        "claude-haiku-4-5",
        "9",
    );
    let agent = format!("{head}$agent = new Agent($platform, 'claude-haiku-4-5');\n$agent->call($messages);");
    is_one(&agent, "claude-haiku-4-5", "1000 | none");
    assert_eq!((&*php(&agent)[0].system, &*php(&agent)[0].messages), ("Be kind.", "Hi"));
}

#[test]
fn what_frameworks_construct_holds_model_and_cap() {
    is_one(
        "use NeuronAI\\Providers\\Anthropic\\Anthropic;\nnew Anthropic(key: 'k', model: 'claude-haiku-4-5', max_tokens: 9);",
        "claude-haiku-4-5",
        "9",
    );
    is_one(
        "use LLPhant\\AnthropicConfig; use LLPhant\\Chat\\AnthropicChat;\nnew AnthropicChat(new AnthropicConfig(model: 'claude-haiku-4-5', maxTokens: 9));",
        "claude-haiku-4-5",
        "9",
    );
    is_one(
        "use function Laravel\\Ai\\agent;\nagent('Be kind.')->prompt('Hi', provider: 'anthropic', model: 'claude-haiku-4-5');",
        "claude-haiku-4-5",
        "none",
    );
    assert!(php("use function Laravel\\Ai\\agent;\nagent('Be kind.')->prompt('Hi');").is_empty());
}

#[test]
fn claude_php_takes_its_requests_as_arrays() {
    let body = "<?php\nuse ClaudePhp\\ClaudePhp;\n\nclass Bot {\n    public function __construct(private ClaudePhp $client) {}\n\n    public \
                function ask(string $q) {\n        $params = ['model' => 'claude-haiku-4-5', 'max_tokens' => 70, 'system' => 'Be brief.', \
                'messages' => [['role' => 'user', 'content' => $q]]];\n        return $this->client->messages()->create($params);\n    \
                }\n}\n$client = new ClaudePhp(apiKey: 'k');\n$client->beta()->messages()->stream(['model' => 'claude-opus-4-5', \
                'max_tokens' => 9, 'messages' => []]);\n";
    let seen = tree(&[("src/Bot.php", body)]);
    let facts: Vec<(&str, &str, &str)> = seen.iter().map(|seen| (&*seen.model, &*seen.cap, &*seen.system)).collect();
    assert_eq!(facts, [("claude-haiku-4-5", "70", "Be brief."), ("claude-opus-4-5", "9", "")]);
}

#[test]
fn the_library_itself_in_the_tree_does_not_stand_for_the_library() {
    let library = "<?php\nnamespace Symfony\\AI\\Platform\\Bridge\\Anthropic;\nclass Factory {\n  public static function createPlatform($key) { \
                   return new Platform($key); }\n}\nclass Platform {\n  public function invoke($model, $input) { return null; }\n}\n";
    let app = "<?php\nuse Symfony\\AI\\Platform\\Bridge\\Anthropic\\Factory;\n$platform = \
               Factory::createPlatform(getenv('K'));\n$platform->invoke('claude-haiku-4-5', 'Hi');\n";
    assert_eq!(tree_models(&[("src/Factory.php", library), ("app/ask.php", app)]), ["claude-haiku-4-5"]);
}

#[test]
fn bedrock_is_called_with_one_array() {
    let client = "use Aws\\BedrockRuntime\\BedrockRuntimeClient;\n$client = new BedrockRuntimeClient(['region' => 'us-east-1']);\n";
    let model = "'modelId' => 'us.anthropic.claude-haiku-4-5-20251001-v1:0'";
    for call in ["converse", "converseAsync", "converseStream"] {
        is_one(
            &format!("{client}$client->{call}([{model}, 'messages' => $m, 'inferenceConfig' => ['maxTokens' => 9]]);"),
            "us.anthropic.claude-haiku-4-5-20251001-v1:0",
            "9",
        );
    }
    let held = "use Aws\\BedrockRuntime\\BedrockRuntimeClient;\nclass Service {\n protected BedrockRuntimeClient $client;\n \
        function ask($prompt) {\n  $body = ['anthropic_version' => 'bedrock-2023-05-31', 'max_tokens' => 9, 'messages' => [$prompt]];\n";
    for call in ["invokeModel", "invokeModelWithResponseStream"] {
        is_one(
            &format!("{held}  return $this->client->{call}(['body' => json_encode($body), {model}]);\n }}\n}}"),
            "us.anthropic.claude-haiku-4-5-20251001-v1:0",
            "9",
        );
    }
}

#[test]
fn other_vendors_of_bedrock_and_other_services_of_aws_are_not_claudes() {
    for body in [
        "use Aws\\BedrockRuntime\\BedrockRuntimeClient; // not Claude\n$c = new BedrockRuntimeClient([]);\n$c->invokeModel(['modelId' => 'amazon.titan-text-express-v1', 'body' => json_encode(['inputText' => $p])]);",
        "use Aws\\BedrockRuntime\\BedrockRuntimeClient;\n$claude = false;\n$c = new BedrockRuntimeClient([]);\n$c->invokeModel(['modelId' => $m, 'body' => json_encode(['inputText' => $p])]);",
        "use Aws\\MediaConvert\\MediaConvertClient;\n$claude = new MediaConvertClient([]);\n$claude->converse(['modelId' => $m, 'messages' => []]);",
        "use App\\Units;\n$claude = 'anthropic.claude-v2';\n(new Units())->converse(['modelId' => $claude, 'messages' => []]);",
    ] {
        assert!(php(body).is_empty(), "{body}");
    }
}

#[test]
fn saloon_declares_requests_as_classes() {
    let connector = |base: &str| {
        format!(
            "<?php\nnamespace App\\Claude;\n\nuse Saloon\\Http\\Connector;\n\nclass ClaudeConnector extends Connector\n{{\n    public \
             function resolveBaseUrl(): string\n    {{\n        return {base};\n    }}\n\n    protected function defaultHeaders(): \
             array\n    {{\n        return ['x-api-key' => config('services.claude.key')];\n    }}\n}}\n"
        )
    };
    let request = |path: &str| {
        format!(
            "<?php\nnamespace App\\Claude;\n\nuse Saloon\\Contracts\\Body\\HasBody;\nuse Saloon\\Enums\\Method;\nuse \
             Saloon\\Http\\Request;\nuse Saloon\\Traits\\Body\\HasJsonBody;\n\nclass AskRequest extends Request implements \
             HasBody\n{{\n    use HasJsonBody;\n\n    protected Method $method = Method::POST;\n\n    public function \
             __construct(private readonly string $prompt, private int $cap = 300) {{}}\n\n    public function resolveEndpoint(): \
             string\n    {{\n        return '{path}';\n    }}\n\n    protected function defaultBody(): array\n    {{\n        return \
             ['model' => config('services.claude.model', 'claude-haiku-4-5'), 'max_tokens' => $this->cap, 'system' => 'Be kind.', \
             'messages' => [['role' => 'user', 'content' => $this->prompt]]];\n    }}\n}}\n"
        )
    };
    let service = |send: &str| {
        format!(
            "<?php\nnamespace App\\Services;\n\nuse App\\Claude\\AskRequest;\nuse App\\Claude\\ClaudeConnector;\n\nclass Asks\n{{\n    \
             public function __construct(private readonly ClaudeConnector $connector) {{}}\n\n    public function ask(string \
             $prompt)\n    {{\n        return {send};\n    }}\n}}\n"
        )
    };
    let seen = |base: &str, path: &str, send: &str| {
        tree(&[
            ("app/Claude/ClaudeConnector.php", &connector(base)),
            ("app/Claude/AskRequest.php", &request(path)),
            ("app/Services/Asks.php", &service(send)),
        ])
    };
    let (host, sent) = ("'https://api.anthropic.com/v1'", "$this->connector->send(new AskRequest($prompt, 9))");
    for (base, path, send, cap) in [
        (host, "/messages", sent, "9"),
        ("config('services.claude.url', 'https://api.anthropic.com/v1/')", "messages", sent, "9"),
        (
            "'https://api.anthropic.com'",
            "v1/messages",
            "(new ClaudeConnector())->sendAsync(new AskRequest($prompt))",
            "300",
        ),
    ] {
        let all = seen(base, path, send);
        assert_eq!(all.len(), 1, "{base} {path} {send}: {all:?}");
        assert_eq!((&*all[0].model, &*all[0].cap, &*all[0].system), ("~claude-haiku-4-5", cap, "Be kind."));
    }
    for (base, path, send) in [
        ("'https://api.example.com/v1'", "/chat", sent),
        (host, "/models", sent),
        (host, "/messages", "$this->mailer->send(new AskRequest($prompt, 9))"),
        (host, "/messages", "$this->connector->send($prompt)"),
    ] {
        assert!(seen(base, path, send).is_empty(), "{base} {path} {send}");
    }
}
