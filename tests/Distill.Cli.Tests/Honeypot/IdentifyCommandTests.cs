using System.Text.Json.Nodes;
using Distill.Cli.Honeypot.Identify;
using Distill.Contracts;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Simulation.Students;

namespace Distill.Cli.Tests.Honeypot;

/// <summary>Does an endpoint answer with our marked model? With marked, clean and short answers behind a fake reseller.</summary>
public sealed class IdentifyCommandTests : IDisposable
{
    // Some 300 words, as the questions ask for.
    private const int RepliesOfAnAnswer = 8;

    private static readonly EpochId s_epoch = EpochId.Parse("e1");
    private static readonly MarkAssignment s_cluster = new(AccountId.Parse("acct_7f31c9"), MarkCode.Parse("hydra-000000000001"));

    private readonly TempFolder _folder = new();

    public IdentifyCommandTests()
    {
        _folder.WriteKey("key");
        _folder.Write("candidates.txt", Enumerable.Range(0, 20).Select(i => $"hydra-{i:x12}"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OurMarkedModelBehindAReseller_IsFound_AndTheClusterNamed()
    {
        Assert.True(MasterKey.TryParse(await File.ReadAllTextAsync(_folder["key"]), out var master));
        var marker = new Marker(master!, s_epoch, new MarkOptions { Rate = 0.9 });

        var (code, output, _) = await IdentifyAsync(
            i => marker.Mark(Clean(i), s_cluster, $"r{i}").Text,
            "--candidates",
            _folder["candidates.txt"],
            "--out",
            _folder["asked.jsonl"]
        );

        Assert.Equal(0, code);
        Assert.StartsWith("This endpoint answers with our marked model: p = ", output, StringComparison.Ordinal);
        Assert.Contains("hydra-000000000001", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hydra-000000000002", output, StringComparison.Ordinal);
        Assert.True((await File.ReadAllLinesAsync(_folder["asked.jsonl"])).Length >= 4);
    }

    [Fact]
    public async Task AnotherModel_HasNoMarks_AndThePowerIsStated()
    {
        var (code, output, _) = await IdentifyAsync(Clean);

        Assert.Equal(0, code);
        Assert.StartsWith("No marks found: p = ", output, StringComparison.Ordinal);
        Assert.Matches(@"in (8\d|9\d|100) % of cases", output);
    }

    [Fact]
    public async Task TooLittleText_CannotTell_AndSaysHowManyMoreAreNeeded()
    {
        var (code, output, _) = await IdentifyAsync(Reply, "--questions", "4");

        Assert.Equal(3, code);
        Assert.Matches(@"^Cannot tell: p = .*(About \d+ more questions are needed|too few places)", output);
    }

    [Fact]
    public async Task EndpointThatDoesNotAnswer_IsAnError()
    {
        using var suspect = new LocalSuspect((_, _) => (404, null));

        var (code, _, error) = await RunAsync(suspect.Url);

        Assert.Equal(1, code);
        Assert.Contains("Check --api and --model", error, StringComparison.Ordinal);
    }

    /// <summary>The p-value is calibrated: of clean endpoints, at most as many as alpha are accused, here with an alpha of one in twenty.</summary>
    [Fact]
    public void CleanAnswers_AreAccusedAtMostAsOftenAsAlphaSays()
    {
        var options = new AttributionOptions { Alpha = 0.05, MarkingRate = 0.9 };
        string[] answers = [.. Enumerable.Range(0, 8).Select(Clean)];
        var accused = Enumerable
            .Range(0, 200)
            .Count(i =>
                new EndpointTest(
                    MasterKey.FromBytes(System.Text.Encoding.UTF8.GetBytes($"a master key of a provider, number {i:d4}")),
                    s_epoch,
                    [],
                    options
                )
                    .Test(answers)
                    .P <= options.Alpha
            );

        // Ten are expected; beyond 22 once in ten thousand.
        Assert.InRange(accused, 0, 22);
    }

    [Fact]
    public void Questions_AreManyAndDifferent()
    {
        Assert.True(OpenQuestions.All.Count >= 200);
        Assert.Equal(OpenQuestions.All.Count, OpenQuestions.All.Distinct().Count());
    }

    private async Task<(int Code, string Output, string Error)> IdentifyAsync(Func<int, string> answer, params string[] more)
    {
        using var suspect = new LocalSuspect((_, body) => (200, (JsonNode?)LocalSuspect.Chat(answer(IndexOf(body)))));
        return await RunAsync(suspect.Url, more);

        // The answer depends on the question alone, in whatever order they are asked.
        static int IndexOf(System.Text.Json.JsonElement body) =>
            OpenQuestions.All.ToList().IndexOf(body.GetProperty("messages")[0].GetProperty("content").GetString()!);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(string url, params string[] more) =>
        Cli.RunAsync(["honeypot", "identify", "--key", _folder["key"], "--epoch", "e1", "--rate", "0.9", "--api", url, "--model", "m", .. more]);

    private static string Clean(int number) => string.Join("\n\n", CleanReplies.Of(3).Skip(RepliesOfAnAnswer * number).Take(RepliesOfAnAnswer));

    private static string Reply(int number) => CleanReplies.Of(3).ElementAt(number);
}
