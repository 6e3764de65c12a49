using Anthropic;

class Desk
{
    public string Model = "claude-opus-4-5"

    public async Task Ask(AnthropicClient client)
    {
        await client.Messages.Create(new() { Model = Model, MaxTokens = 5, });
        var x = client.Messages.Create(new() { Model = ;
    }
}
