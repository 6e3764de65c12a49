//! How models, caps and prompts reach a request in PHP.

use super::seen::{Seen, tree, tree_models};

const CREATE: &str = "$client->messages->create(maxTokens: 9, messages: [], model:";

/// What is seen of a PHP file with a client.
fn php(body: &str) -> Vec<Seen> {
    tree(&[("app.php", &format!("<?php\nuse Anthropic\\Client;\n$client = new Client(apiKey: 'k');\n{body}"))])
}

fn models(body: &str) -> Vec<String> {
    php(body).into_iter().map(|seen| seen.model).collect()
}

#[test]
fn constants_variables_and_choices_are_followed() {
    for (body, model) in [
        (format!("const MODEL = 'claude-haiku-4-5';\n{CREATE} MODEL);"), "claude-haiku-4-5"),
        (format!("define('MODEL', 'claude-haiku-4-5');\n{CREATE} \\MODEL);"), "claude-haiku-4-5"),
        (format!("$v = 'haiku';\n{CREATE} \"claude-$v-4-5\");"), "claude-haiku-4-5"),
        (format!("$v = 'haiku';\n{CREATE} 'claude-' . $v . '-4-5');"), "claude-haiku-4-5"),
        (format!("{CREATE} sprintf('claude-%s-4-5', 'haiku'));"), "claude-haiku-4-5"),
        (format!("{CREATE} getenv('M') ?: 'claude-haiku-4-5');"), "~claude-haiku-4-5"),
        (format!("{CREATE} $_ENV['M'] ?? 'claude-haiku-4-5');"), "~claude-haiku-4-5"),
        (format!("{CREATE} env('M', 'claude-haiku-4-5'));"), "~claude-haiku-4-5"),
        (
            format!(
                "function pick($k) {{ return match ($k) {{ 'a' => 'claude-haiku-4-5', default => 'claude-opus-4-5' }}; }}\n{CREATE} pick('a'));"
            ),
            "claude-haiku-4-5",
        ),
        (format!("$options = ['x' => 1];\n{CREATE} $options['model'] ?? 'claude-haiku-4-5');"), "claude-haiku-4-5"),
        (format!("['m' => $m] = ['m' => 'claude-haiku-4-5'];\n{CREATE} $m);"), "claude-haiku-4-5"),
        (format!("{CREATE} $undefined);"), "?"),
    ] {
        assert_eq!(models(&body), [model], "{body}");
    }
}

#[test]
fn arrays_are_built_merged_and_spread() {
    let after = "$client->messages->create(...$params);";
    for params in [
        "$params = ['maxTokens' => 9, 'messages' => []]; $params['model'] = 'claude-haiku-4-5';",
        "$params = []; $params['model'] = 'claude-haiku-4-5'; $params['maxTokens'] = 9;",
        "$params = array_merge(['model' => 'claude-opus-4-5'], ['model' => 'claude-haiku-4-5', 'maxTokens' => 9]);",
        "$params = ['model' => 'claude-haiku-4-5'] + ['model' => 'claude-opus-4-5', 'maxTokens' => 9];",
        "$base = ['maxTokens' => 9]; $params = [...$base, 'model' => 'claude-haiku-4-5'];",
        "$params = ['model' => 'claude-haiku-4-5', 'maxTokens' => 9, 'top' => 1]; unset($params['top']);",
    ] {
        let seen = &php(&format!("{params}\n{after}"))[0];
        assert_eq!((&*seen.model, &*seen.cap), ("claude-haiku-4-5", "9"), "{params}");
    }
    let lists = "$messages = [['role' => 'user', 'content' => 'a']];\n$messages[] = ['role' => 'user', 'content' => 'b'];\n\
                 $client->messages->create(9, $messages, 'claude-haiku-4-5');";
    assert_eq!(php(lists)[0].messages, "a / b");
}

#[test]
fn classes_hold_constants_fields_and_promoted_parameters() {
    let class = "class Writer {\n  use Speaks;\n  public const SLOW = 'claude-opus-4-5';\n  private static string $fast = 'claude-haiku-4-5';\n  \
                 public function __construct(private Client $client, private string $model = self::SLOW, private ?int $cap = null) {}\n  \
                 public static function make(): static { return new static(new Client(), self::$fast, cap: 7); }\n  \
                 public function ask($q) { return $this->client->messages->create(maxTokens: $this->cap ?? 5, messages: [], model: $this->model); }\n}\n";
    let seen = php(&format!("{class}Writer::make()->ask('x');"));
    assert_eq!((&*seen[0].callers, &*seen[0].cap), (&["claude-haiku-4-5".to_owned()][..], "7 | ?"));
    let alone = &php(class)[0];
    assert_eq!((&*alone.model, alone.cap.as_str()), ("~claude-opus-4-5 | ?", "~5 | ?"));
}

#[test]
fn classes_are_found_by_namespace_and_configuration_by_its_file() {
    let service = "<?php\nnamespace App\\Ai;\nuse Anthropic\\Client;\nuse App\\Support\\Prompts;\nclass Service extends Base {\n  \
                   public function ask(Client $c) { $c->messages->create(maxTokens: self::CAP, messages: [], system: Prompts::RULES, \
                   model: config('services.claude.model', 'claude-opus-4-5')); }\n}\n";
    let seen = tree(&[
        ("app/Ai/Service.php", service),
        ("app/Ai/Base.php", "<?php\nnamespace App\\Ai;\nabstract class Base { protected const CAP = 64; }\n"),
        (
            "app/Support/Prompts.php",
            "<?php\nnamespace App\\Support;\nfinal class Prompts { const RULES = 'Be kind.'; }\n",
        ),
        ("other/Prompts.php", "<?php\nnamespace Other;\nfinal class Prompts { const RULES = 'Be rude.'; }\n"),
        ("config/services.php", "<?php\nreturn ['claude' => ['model' => env('CLAUDE', 'claude-haiku-4-5')]];\n"),
    ]);
    assert_eq!((&*seen[0].model, &*seen[0].system), ("~claude-haiku-4-5", "Be kind."));
}

#[test]
fn constants_and_functions_of_other_files_are_found_where_one_defines_them() {
    let call = "<?php\nfunction ask() { return wp_remote_post('https://api.anthropic.com/v1/messages', ['body' => \
                wp_json_encode(['model' => DESK_MODEL, 'max_tokens' => 9, 'messages' => []])]); }\n";
    let home = "<?php\nif (!defined('DESK_MODEL')) { define('DESK_MODEL', 'claude-haiku-4-5'); }\n";
    assert_eq!(tree_models(&[("inc/api.php", call), ("desk.php", home)]), ["claude-haiku-4-5"]);
    let helper = "<?php\nfunction desk_model($default = 'claude-haiku-4-5') {\n  return get_option('desk_model', $default);\n}\n";
    let asks = call.replace("DESK_MODEL", "desk_model()");
    assert_eq!(tree_models(&[("inc/api.php", &asks), ("inc/settings.php", helper)]), ["~claude-haiku-4-5"]);
    let core =
        ("wp/http.php", "<?php\nfunction wp_remote_post($url, $args = array()) {\n  return send($url, $args);\n}\n");
    assert_eq!(
        tree_models(&[("inc/api.php", call), ("desk.php", home), core]),
        ["claude-haiku-4-5"],
        "the platform's own"
    );
    let twice = [("inc/api.php", call), ("a/desk.php", home), ("b/desk.php", home)];
    assert_eq!(tree_models(&twice), ["?"], "two files fit");
}

#[test]
fn heredocs_keep_their_lines_and_holes() {
    let body = "function ask($client, string $name) { return $client->messages->create(maxTokens: 9, messages: [], \
                model: 'claude-haiku-4-5', system: <<<TXT\n    You serve {$name}.\n      Always.\n    TXT); }";
    assert_eq!(php(body)[0].system, "You serve {parameter}.\n  Always.");
}

#[test]
fn loops_pass_over_values_and_pairs() {
    let body = format!("foreach (['claude-haiku-4-5', 'claude-opus-4-5'] as $m) {{ {CREATE} $m); }}");
    assert_eq!(models(&body), ["claude-haiku-4-5 | claude-opus-4-5"]);
    let body = format!("foreach (['claude-haiku-4-5' => 1] as $m => $n) {{ {CREATE} $m); }}");
    assert_eq!(models(&body), ["claude-haiku-4-5"]);
}
