using Microsoft.Extensions.AI;

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
const string Model = "claude-haiku-4-5";

app.MapPost("/chat", async (Question asked, IChatClient chat) =>
{
    var answer = await chat.GetResponseAsync(asked.Text, new ChatOptions { ModelId = Model, MaxOutputTokens = 256 });
    return Results.Ok(answer.Text);
});

#if DEBUG
app.MapGet("/", () => Help());
#else
app.MapGet("/", () => "nothing");
#endif

static string Help() => "Ask " + Model + '!';

app.Run();

record Question(string Text);
