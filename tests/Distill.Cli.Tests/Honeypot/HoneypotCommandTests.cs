using System.Text;
using System.Text.Json;

namespace Distill.Cli.Tests.Honeypot;

public sealed class HoneypotCommandTests : IDisposable
{
    private const string Text =
        "Additionally, the garden is full of roses, lilies and tulips. In practice the tool helps to reduce the cost of a variety of tasks, "
        + "and it is easy to use.\n\n"
        + "It is useful to organize the work. You will need to choose a colour that is based on the season.\r\nFor example, everyone can use "
        + "a wide range of games. It is often hard to find them, and somebody has to make sure that they help each other.";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AKey_IsWrittenOnceAndNeverShown()
    {
        var (code, output, _) = await Cli.RunAsync("honeypot", "keygen", "--out", _folder["key"]);
        var key = await File.ReadAllTextAsync(_folder["key"]);
        Assert.Equal(0, code);
        Assert.Equal(65, key.Length);
        Assert.DoesNotContain(key.Trim(), output, StringComparison.Ordinal);

        Assert.Equal(1, (await Cli.RunAsync("honeypot", "keygen", "--out", _folder["key"])).Code);
        Assert.Equal(key, await File.ReadAllTextAsync(_folder["key"]));
    }

    [Fact]
    public async Task MarkingAText_IsDeterministicAndChangesNothingTheSecondTime()
    {
        _folder.WriteKey("key");
        await File.WriteAllTextAsync(_folder["in.txt"], Text);
        var (code, once, error) = await MarkAsync("in.txt", "--cluster", "c");
        await File.WriteAllTextAsync(_folder["once.txt"], once);
        var (_, twice, _) = await MarkAsync("once.txt", "--cluster", "c");

        Assert.Equal((0, ""), (code, error));
        Assert.NotEqual(Text, once);
        Assert.Equal(once, twice);
        Assert.NotEqual(once, (await MarkAsync("in.txt", "--cluster", "c", "--request", "7", "--rate", "1")).Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("No end of line")]
    [InlineData("\uFEFF\r\n\r\n")]
    public async Task ATextWithoutSites_ComesBackAsItWas(string text)
    {
        _folder.WriteKey("key");
        await File.WriteAllTextAsync(_folder["in.txt"], text, new UTF8Encoding(false));
        Assert.Equal((0, text, ""), await MarkAsync("in.txt"));
    }

    [Fact]
    public async Task ATextInAnotherEncoding_IsLeftAsItIs()
    {
        _folder.WriteKey("key");
        await File.WriteAllBytesAsync(_folder["in.txt"], Encoding.Latin1.GetBytes("Caf\u00E9, and it is useful to organize the work."));
        var (code, _, error) = await MarkAsync("in.txt");
        Assert.Equal(0, code);
        Assert.Contains("not UTF-8", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--epoch", "a b")]
    [InlineData("--rate", "2")]
    [InlineData("--key", "in.txt")]
    public async Task AnOptionThatIsWrong_IsNamed(string option, string value)
    {
        _folder.WriteKey("key");
        await File.WriteAllTextAsync(_folder["in.txt"], Text);
        Dictionary<string, string> options = new()
        {
            ["--key"] = _folder["key"],
            ["--epoch"] = "e1",
            ["--account"] = "a",
        };
        options[option] = option == "--key" ? _folder[value] : value;
        var (code, output, error) = await Cli.RunAsync(["honeypot", "mark", .. options.SelectMany(o => new[] { o.Key, o.Value }), _folder["in.txt"]]);
        Assert.Equal((2, ""), (code, output));
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task AFile_IsMarkedRowByRowAndBadRowsAreNamedAndKept()
    {
        _folder.WriteKey("key");
        string[] bad = ["not json", "[1]", "{\"text\":5,\"account\":\"a\"}", "{\"text\":\"x\"}", "{\"text\":\"\\ud800\",\"account\":\"a\"}", ""];
        var good = Enumerable
            .Range(0, 20)
            .Select(i =>
                JsonSerializer.Serialize(
                    new
                    {
                        n = 1.50m,
                        text = Text,
                        account = $"a{i}",
                        cluster = i % 2 == 0 ? "c" : null,
                        request = $"r{i}",
                    }
                )
            );
        _folder.Write("in.jsonl", [.. bad, .. good]);
        var (code, output, error) = await Cli.RunAsync(
            "honeypot",
            "mark-file",
            "--key",
            _folder["key"],
            "--epoch",
            "e1",
            "--log",
            _folder["log.jsonl"],
            _folder["in.jsonl"],
            _folder["out.jsonl"]
        );

        Assert.Equal(0, code);
        Assert.StartsWith("20 rows marked, 5 kept", output, StringComparison.Ordinal);
        Assert.Equal(5, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("row 4: It has no account.", error, StringComparison.Ordinal);
        var rows = await File.ReadAllLinesAsync(_folder["out.jsonl"]);
        Assert.Equal(bad, rows.Take(6));
        Assert.All(rows.Skip(6), r => Assert.StartsWith("{\"n\":1.50,\"text\":", r, StringComparison.Ordinal));
        Assert.Contains(rows.Skip(6), r => JsonDocument.Parse(r).RootElement.GetProperty("text").GetString() != Text);

        var log = await File.ReadAllLinesAsync(_folder["log.jsonl"]);
        Assert.Equal(20, log.Length);
        Assert.All(log, l => Assert.DoesNotContain("garden", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CommittedEvidence_IsVerifiedAndATamperedLogIsNot()
    {
        _folder.WriteKey("key");
        _folder.Write(
            "in.jsonl",
            Enumerable
                .Range(0, 30)
                .Select(i =>
                    JsonSerializer.Serialize(
                        new
                        {
                            text = Text,
                            account = $"a{i}",
                            cluster = "c",
                            request = $"r{i}",
                        }
                    )
                )
        );
        _folder.Write("suspect.jsonl", ["{\"prompt\":\"p\",\"response\":\"r\"}"]);
        await Cli.RunAsync(
            "honeypot",
            "mark-file",
            "--key",
            _folder["key"],
            "--epoch",
            "e1",
            "--log",
            _folder["log.jsonl"],
            _folder["in.jsonl"],
            _folder["out.jsonl"]
        );
        Assert.Equal(0, (await CommitAsync()).Code);
        Assert.Equal(0, (await CommitAsync("--log", _folder["log.jsonl"], "--prove", "r3", "--samples", _folder["suspect.jsonl"])).Code);
        Assert.Equal(2, (await CommitAsync("--epoch", "e2")).Code);

        var (code, output, _) = await VerifyAsync();
        Assert.Equal(0, code);
        Assert.Contains("The commitment is to this master key and these terms.", output, StringComparison.Ordinal);

        var log = await File.ReadAllTextAsync(_folder["evidence/log.jsonl"]);
        await File.WriteAllTextAsync(_folder["evidence/log.jsonl"], log.Replace("\"a7\"", "\"a8\"", StringComparison.Ordinal));
        Assert.Equal(1, (await VerifyAsync()).Code);
    }

    private Task<(int Code, string Output, string Error)> CommitAsync(params string[] more) =>
        Cli.RunAsync([
            "honeypot",
            "commit",
            "--key",
            _folder["key"],
            "--out",
            _folder["evidence"],
            .. more.Contains("--epoch") ? [] : new[] { "--epoch", "e1" },
            .. more,
        ]);

    private Task<(int Code, string Output, string Error)> VerifyAsync() =>
        Cli.RunAsync("honeypot", "verify", _folder["evidence"], "--key", _folder["key"]);

    private Task<(int Code, string Output, string Error)> MarkAsync(string file, params string[] more) =>
        Cli.RunAsync(["honeypot", "mark", "--key", _folder["key"], "--epoch", "e1", "--account", "a", .. more, _folder[file]]);
}
