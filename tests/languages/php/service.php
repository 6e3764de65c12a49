<?php

declare(strict_types=1);

namespace Desk\Support;

use Anthropic\Client;
use Anthropic\Messages\{Message, TextBlock as Block};
use Illuminate\Support\Facades\{Http, Log};
use function Desk\Text\shorten;

// Answers letters.
#[AsService(name: 'letters')]
final class Letters extends Base implements Writes
{
    use Counts, Sleeps;

    public const MODEL = 'claude-sonnet-4-5', LIMIT = 1_024;
    private static ?self $last = null;
    protected array $seen = [];

    public function __construct(
        private readonly Client $client,
        private string $model = self::MODEL,
        ?int $limit = null,
    ) {
        parent::__construct($model);
        $this->limit = $limit ?? static::LIMIT;
    }

    public static function make(string ...$names): static
    {
        return self::$last ??= new static(new Client(getenv('KEY')), ...$names);
    }

    /** One letter. */
    public function answer(string $letter, array $options = []): ?Message
    {
        $prompt = <<<TEXT
            You answer letters for {$this->owner->name}.
              Be "kind", $options[tone] \u{2014} it's {$letter}
            TEXT;
        $rules = <<<'RULES'
        Never say $never.
        RULES;
        $params = ['model' => $this->model, 'messages' => [['role' => 'user', 'content' => 'It\'s ' . $letter . "\n"]]];
        $params['system'] = $prompt . $rules;
        $this->seen[] = $letter;
        if (! $options) {
            return null;
        } elseif (isset($options['tools'])) {
            $params += ['tools' => $options['tools']];
        } else {
            unset($params['system']);
        }
        try {
            $answer = $this->client?->messages->create(...$params, maxTokens: (int) env('CAP', '512'));
        } catch (\RuntimeException | LogicException $e) {
            throw new Failed($e->getMessage(), previous: $e);
        } finally {
            Log::info('asked', compact('letter'));
        }
        return match (true) {
            $answer instanceof Message, $answer === null => $answer,
            default => throw new Failed('odd'),
        };
    }

    private function raw(iterable $letters): \Generator
    {
        foreach ($letters as $i => ['text' => $text, 'to' => $to]) {
            yield $i => Http::withHeaders(['x-api-key' => $_ENV['KEY'] ?? ''])
                ->timeout(30)
                ->post('https://api.anthropic.com/v1/messages', [...$this->defaults(), 'prompt' => $text]);
        }
        for ($i = 0; $i < 3; $i++) {
            $ch = curl_init();
            curl_setopt($ch, CURLOPT_URL, $this->url);
            curl_setopt_array($ch, [CURLOPT_POST => true, CURLOPT_POSTFIELDS => json_encode(['model' => 'a'])]);
            $done = curl_exec($ch) ?: 'nothing';
        }
        while (true) {
            break;
        }
    }
}

enum Kind: string
{
    case Short = 'claude-haiku-4-5';
    case Long = 'claude-opus-4-5';
    const USUAL = self::Short;

    public function label(): string
    {
        return ucfirst(strtolower($this->name));
    }
}

trait Counts
{
    public int $count = 0;
    abstract public function owner(): string;
    public function more(): int { return $this->count + self::STEP; }
}

function tell(Kind|string $kind, &$into = null, callable $how = null): void
{
    global $teller;
    static $calls = 0;
    [$a, , $b] = [1, 2, 3];
    $each = fn (int $x): int => $x ** 2;
    $all = array_map(function ($x) use ($a, &$b) { return $x . $a; }, [1, 2]);
    switch ($kind) {
        case Kind::Short:
        case 'short':
            $into = $all;
            break;
        default:
            $into = new class ($a) extends \ArrayObject { public function go() { return $this; } };
    }
    $how?->__invoke($into->{$a}, Kind::class, \Desk\Text\Style::$plain, __DIR__);
}

define('DESK_VERSION', '2');
require_once __DIR__ . '/helpers.php';
$config = require 'config.php';
if ($config): ?>
    <p><?= $config['title'] ?></p>
<?php endif;
return ['version' => DESK_VERSION, 'letters' => Letters::make('a')];
