using System.Globalization;
using System.Text.Json;
using Distill.Cli.Terminal;

namespace Distill.Cli.Tests.Resellers;

public sealed class ReconcileCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A log as new-api writes it against ours: 300 calls of 12 customers through two accounts, and ten undeclared ones.</summary>
    [Fact]
    public async Task ANewApiLog_IsComparedWithOurs()
    {
        var ours = _folder.Write("ours.jsonl", [Record("acct_0"), Record("acct_1"), .. Enumerable.Range(0, 310).Select(Ours), .. Others()]);
        var theirs = _folder.Write("theirs.jsonl", Enumerable.Range(0, 300).Select(Theirs));

        var (code, output, error) = await Cli.RunAsync(
            "resellers",
            "reconcile",
            "--ours",
            ours,
            "--theirs",
            theirs,
            "--reseller",
            "rs_1",
            "--out",
            _folder["out"]
        );

        Assert.True(code == ExitCode.Done, output + error);
        Assert.Contains("Hands      acct_0:", output, StringComparison.Ordinal);
        var found = JsonDocument.Parse(await File.ReadAllBytesAsync(_folder["out/reconciliation.json"])).RootElement;
        Assert.Equal(310, found.GetProperty("ours").GetProperty("calls").GetInt32());
        Assert.InRange(found.GetProperty("matched").GetInt32(), 298, 300);
        Assert.Equal(6, found.GetProperty("shared")[0].GetProperty("seen").GetInt32());
        Assert.Equal(11, (await File.ReadAllLinesAsync(_folder["out/undeclared-calls.csv"])).Length);
    }

    [Fact]
    public async Task LogsThatDoNotBelongTogether_GiveNoAnswer()
    {
        var ours = _folder.Write("ours.jsonl", Enumerable.Range(0, 100).Select(Ours));
        var theirs = _folder.Write("theirs.jsonl", Enumerable.Range(5000, 100).Select(Theirs));

        var (code, output, _) = await Cli.RunAsync("resellers", "reconcile", "--ours", ours, "--theirs", theirs);

        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.Contains("NO ANSWER", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMissingLog_IsAnErrorInOneLine()
    {
        var (code, _, error) = await Cli.RunAsync("resellers", "reconcile", "--ours", _folder["none"], "--theirs", _folder["none"]);

        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith("distill: ", error, StringComparison.Ordinal);
    }

    // The undeclared calls are spread over the day, so that they are no gap.
    private static string Ours(int i)
    {
        var time = Some.Monday.AddSeconds(i < 300 ? 240 * i : 240 * 29 * (i - 299) + 7);
        return JsonSerializer.Serialize(
            new
            {
                type = "call",
                id = $"o{i}",
                time = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                account = $"acct_{i % 2}",
                model = "m1",
                inputTokens = Input(i),
                outputTokens = Output(i),
            }
        );
    }

    private static string Theirs(int i) =>
        JsonSerializer.Serialize(
            new
            {
                request_id = $"t{i}",
                user_id = i % 12,
                token_id = 1,
                created_at = Some.Monday.AddSeconds((240 * (i % 300)) + 31 + (i % 5)).ToUnixTimeSeconds(),
                model_name = "m-one",
                prompt_tokens = Input(i),
                completion_tokens = Output(i),
                channel = 3,
            }
        );

    // Calls of an account that is not the reseller's.
    private static IEnumerable<string> Others() => Enumerable.Range(0, 20).Select(i => Some.Call("elsewhere", $"e{i}"));

    private static string Record(string account) =>
        $$"""{"type":"account","time":"2026-04-20T00:00:00Z","account":"{{account}}","reseller":"rs_1"}""";

    private static int Input(int i) => 100 + (i * 7919 % 3001);

    private static int Output(int i) => 10 + (i * 104_729 % 1999);
}
