using System.Globalization;
using Distill.Cli.Terminal;

namespace Distill.Cli.Tests.Resellers;

public sealed class ResellersCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ALogWithoutChannels_SaysSo()
    {
        var (code, output, _) = await Cli.RunAsync("resellers", _folder.Write("log.jsonl", Some.Traffic()));

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("No call came through a reseller or a cloud.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALogThatBearsNoAnswer_IsNoAnswer()
    {
        var (code, output, _) = await Cli.RunAsync("resellers", _folder.Write("log.jsonl", [Some.Call("ann", "1")]));

        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.Contains("NO ANSWER", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutALog_TheOptionsAreWrong() => Assert.Equal(ExitCode.Usage, (await Cli.RunAsync("resellers")).Code);

    /// <summary>Names of resellers come from outside. Each gets a file of its own in the folder. A name that can't be printed is dropped.</summary>
    [Fact]
    public async Task NamesFromOutside_AreFilesOfTheFolder()
    {
        string[] names = ["rs_1", "../../up", "RS_1", "a/b", "\u001b[2J", new string('n', 120)];
        var log = _folder.Write("log.jsonl", [.. Some.Traffic(), .. names.Select((n, i) => Record(i, n))]);

        var (_, output, _) = await Cli.RunAsync("resellers", log, "--out", _folder["out"]);

        Assert.DoesNotContain('\u001b', output);
        var files = Directory.GetFiles(_folder["out"]).Select(f => Path.GetFileName(f)).ToArray();
        var printable = names.Count(n => !n.Any(char.IsControl));
        Assert.Equal(printable, files.Count(f => f.EndsWith(".csv", StringComparison.Ordinal)));
        Assert.Equal(printable, files.Count(f => f.EndsWith(".md", StringComparison.Ordinal)));
        Assert.Contains("reseller-rs_1.md", files);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_folder["out"])!));
    }

    private static string Record(int account, string reseller) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"type":"account","time":"2026-04-20T00:00:01Z","account":"acct_{{account:d3}}","reseller":{{Quoted(reseller)}},"kyc":"none"}"""
        );

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
