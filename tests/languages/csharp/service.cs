// A service with its options, its records and its wrapper over the SDK.
#nullable enable
using Anthropic;
using Anthropic.Models.Messages;
using Models = Anthropic.Models.Messages;
using static System.Math;

namespace Desk.Ai;

public enum Tier { Fast, Deep = 5 }

/// <summary>What came back.</summary>
public record Reply(string Text, long Tokens = 3L)
{
    public bool Ok { get; init; } = true;
}

public class BotOptions
{
    public const string Section = "Bot";
    public string Model { get; set; } = "claude-sonnet-4-5";
    public int? MaxTokens { get; set; }
    public required string ApiKey { get; set; }
    public AnthropicClient? Client { get; private set; }
}

public interface IBot
{
    Task<Reply> Ask(string question);
}

public abstract class Base(AnthropicClient client)
{
    protected readonly AnthropicClient Client = client;
}

#region Bot
public sealed partial class Bot : Base, IBot
{
    private const string Default = "claude-opus-4-5";
    private static readonly string Prompt = """
        You are "kind".
          Be brief.
        """;
    private readonly string _model = Default;
    private int _asked;

    public string Model => _model ?? Default;
    public Models::Model Tiered { get { return Models::Model.ClaudeOpus4_5; } set { _asked = 0; } }
    public static TimeSpan Patience => TimeSpan.FromSeconds(1.5e2);

    public Bot(AnthropicClient client, IOptions<BotOptions> options) : base(client)
    {
        _model = options.Value.Model ?? throw new ArgumentException("no model");
    }

    public Bot(string key) : this(new AnthropicClient { ApiKey = key }, Options.Create(new BotOptions { ApiKey = key })) { }

    [HttpPost("ask")]
    public async Task<Reply> Ask(string question, int max = 1_024, CancellationToken ct = default)
    {
        MessageCreateParams parameters = new()
        {
            Model = Model,
            MaxTokens = max,
            System = $"You are {Prompt}, {{not}} {question,10:F2}",
            Messages = [new() { Role = Role.User, Content = question }, .. history],
        };
        var other = parameters with { MaxTokens = -2 };
        try
        {
            await foreach (var part in Client.Messages.CreateStreaming(other, ct)) { _asked += 1; }
        }
        catch (AnthropicException error) when (error.StatusCode == 429)
        {
            throw;
        }
        finally { Console.WriteLine(@"C:\""logs"""); }
        var answer = await Client.Messages.Create<Reply>(parameters with { Model = other.Model }, cancellationToken: ct);
        return new(answer.Content[0].Text!, answer.Usage?.OutputTokens ?? 0) { Ok = answer is { StopReason: "end_turn" } };
    }

    private string Pick(Tier tier, object raw)
    {
        if (raw is string named && named is not null) { return named; }
        var model = tier switch
        {
            Tier.Fast => "claude-haiku-4-5",
            Tier.Deep or (Tier)7 => Default,
            _ => throw new ArgumentOutOfRangeException(nameof(Tier.Fast)),
        };
        switch (model)
        {
            case "claude-haiku-4-5":
            case "other":
                Forget(); break;
            case var long_ when long_.Length > 40:
                return $@"{long_}\n";
            default: goto end;
        }
        end: return model;
    }

    private static Dictionary<string, object> Body(string question, List<string> names)
    {
        object body = new { model = Default, max_tokens = 0x10, question, names.Count, @class = 'c' };
        var bag = new Dictionary<string, object> { ["model"] = Default, ["body"] = body };
        var list = new List<(string, object)> { ("a", 1), ("b", 2.5m) };
        bag.Add("pairs", new Dictionary<string, object> { { "model", Default }, { "n", new[] { 1, 2 } } });
        var tasks = names.Select(async name => await Send(name)).ToList();
        var query = from name in names where name.Length > 1 select name.Trim();
        for (int i = 0, n = 3; i < n; i++) list[i] = ("c", ^1..);
        do { (var a, bag["b"]) = (names[0], names?[1]); } while (bag.TryGetValue("model", out var z));
        using (var http = new HttpClient { BaseAddress = new Uri("https://api.anthropic.com") })
        lock (bag)
        {
            http.DefaultRequestHeaders.Add("x-api-key", Environment.GetEnvironmentVariable("KEY") ?? "none");
        }
        return bag;

        string Send(string name) => string.Join(", ", name, "\u00e9\t", $$"""{"a": {{name}}}""");
    }

    private sealed class Inner { public static string Name = "inner"; }
}
#endregion
