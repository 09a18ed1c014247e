using System.Text;
using System.Text.Json;
using Distill.Cli.Terminal;
using Distill.Contracts.Prompts;
using Distill.Contracts.Sealing;

namespace Distill.Cli.Tests.Keys;

public sealed class KeysCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keys_AreAddedOneByOne_AndNeverShown()
    {
        var path = _folder["keys"];

        await AssertDoneAsync("keys", "add", path);
        var first = await File.ReadAllTextAsync(path);
        var (_, output, _) = await AssertDoneAsync("keys", "add", path, "--from", "2026-12-01");

        Assert.StartsWith(first, await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        Assert.True(KeyRing.TryParse(await File.ReadAllTextAsync(path), out var ring, out _));
        Assert.Equal("keys of the epochs 0, 20261201 (not shown)", ring.ToString());
        Assert.Contains("keys of the epochs 0, 20261201 (not shown)", output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("soon")]
    public async Task AKeyThatDoesNotFit_IsNotAdded(string? from)
    {
        var path = _folder["keys"];
        await AssertDoneAsync("keys", "add", path);
        var before = await File.ReadAllTextAsync(path);

        var (exit, _, error) = await Cli.RunAsync(["keys", "add", path, .. from is null ? Array.Empty<string>() : ["--from", from]]);

        Assert.Equal(ExitCode.Usage, exit);
        Assert.Contains("can't be used: ", error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(path));
    }

    /// <summary>
    /// A log with features that a client sealed: with the deployment's keys it is audited as any other, and without them it says why not.
    /// </summary>
    [Fact]
    public async Task SealedFeatures_AreReadInAnAudit_WithTheKeys()
    {
        var path = _folder["keys"];
        await AssertDoneAsync("keys", "add", path);
        var (_, printed, _) = await AssertDoneAsync("keys", "client", path);
        Assert.True(KeyRing.TryParse(printed, out var clients, out _));
        var log = _folder.Write("log.jsonl", [.. Enumerable.Range(0, 20).Select(i => Event(i, clients))]);

        var (_, with, _) = await Cli.RunAsync("audit", log, "--out", _folder["with"], "--feature-keys", path);
        var (code, without, _) = await Cli.RunAsync("audit", log, "--out", _folder["without"]);

        Assert.DoesNotContain("sealed", with, StringComparison.Ordinal);
        Assert.DoesNotContain("have a prompt that can be read", with, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.Contains("have a prompt that can be read", without, StringComparison.Ordinal);
        Assert.Contains("promptFeatures sealed in 20 events", without, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recovery_PrintsATable()
    {
        var (_, output, _) = await AssertDoneAsync("keys", "recovery", "--prompts", "10");

        Assert.Contains("| window in the store | no | 10 | 0 | 0 |", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> AssertDoneAsync(params string[] words)
    {
        var result = await Cli.RunAsync(words);
        Assert.True(result.Code == ExitCode.Done, result.Error);
        return result;
    }

    private static string Event(int number, KeyRing clients)
    {
        var time = new DateTimeOffset(2026, 4, 20, 0, number, 0, TimeSpan.Zero);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "call");
            writer.WriteString("id", $"{number}");
            writer.WriteString("time", time.UtcDateTime);
            writer.WriteString("account", "ann");
            writer.WriteString("model", "m");
            writer.WritePropertyName("promptFeatures");
            var features = PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes($"Which of these {number} birds cross the desert in spring?"));
            FeaturesJson.Write(writer, features, clients.At(time), (ulong)number);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
