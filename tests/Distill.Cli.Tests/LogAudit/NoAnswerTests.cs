using System.Globalization;
using System.IO.Compression;
using System.Text;
using Distill.Cli.Terminal;

namespace Distill.Cli.Tests.LogAudit;

/// <summary>"No account is flagged" is said only where what was read can bear it.</summary>
public sealed class NoAnswerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Insufficient =>
        new()
        {
            { "empty", "empty" },
            { "blank", "empty" },
            { "emptyList", "empty" },
            { "emptyRecords", "empty" },
            { "refusals", "facts" },
            { "future", "time too far in future" },
            { "longAgo", "time too long ago" },
            { "mostlyBroken", "not json" },
            { "halfBroken", "not json" },
            { "oneBroken", "1 record could not be read" },
            { "giantLine", "too large" },
            { "oneAccount", "1 account called" },
            { "sevenAccounts", "7 accounts called" },
            { "fewCalls", "5 calls" },
            { "noPrompts", "prompt" },
            { "redactedPrompts", "prompt" },
            { "placeholders", "placeholder" },
        };

    [Theory]
    [MemberData(nameof(Insufficient))]
    public async Task LogThatBearsNoAnswer_IsSaidOnTheTerminalAndAtTheHeadOfTheReport(string log, string reason)
    {
        var (code, output, _) = await AuditAsync(_folder.Write("log.jsonl", Lines(log)));

        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.Contains("NO ANSWER  ", output, StringComparison.Ordinal);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        var report = await File.ReadAllTextAsync(_folder["out/report.html"]);
        Assert.DoesNotContain("No account is flagged", report, StringComparison.Ordinal);
        Assert.Contains(
            "can't bear an answer",
            WithoutEntities(report[..report.IndexOf("<table>", StringComparison.Ordinal)]),
            StringComparison.Ordinal
        );
        Assert.Contains("\"canAnswer\": false", await File.ReadAllTextAsync(_folder["out/quality.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnreadShare_IsAnOption()
    {
        var log = _folder.Write("log.jsonl", Lines("halfBroken"));
        Assert.Equal(ExitCode.Done, (await AuditAsync(log, "--max-unread", "60")).Code);
        Assert.Equal(ExitCode.NoAnswer, (await AuditAsync(log, "--max-unread", "40")).Code);
        Assert.Equal(ExitCode.Usage, (await AuditAsync(log, "--max-unread", "101")).Code);
    }

    [Fact]
    public async Task PeriodWithoutCalls_BearsNoAnswer()
    {
        var log = _folder.Write("log.jsonl", Some.Traffic());
        var (code, output, _) = await AuditAsync(log, "--since", "2026-05-01");
        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.Contains("outside --since and --until", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Period_LeavesOutCallsBeforeAndAfter()
    {
        var log = _folder.Write("log.jsonl", Some.Traffic(days: 4));
        var (code, output, _) = await AuditAsync(log, "--since", "2026-04-21", "--until", "2026-04-23T00:00:00Z");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("Read       400 calls and 40 facts of 40 accounts", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf16le")]
    [InlineData("utf16be")]
    [InlineData("utf16leBare")]
    [InlineData("utf8Mark")]
    [InlineData("zstd")]
    [InlineData("zstdUtf16")]
    [InlineData("gzipTwice")]
    [InlineData("array")]
    [InlineData("arrayOneLine")]
    [InlineData("records")]
    [InlineData("pretty")]
    [InlineData("crlf")]
    public async Task SameEventsInAnotherDress_GiveTheSameVerdicts(string dress)
    {
        string[] lines = [.. Some.Traffic()];
        Assert.Equal(0, (await AuditAsync(_folder.Write("plain.jsonl", lines))).Code);
        var expected = await File.ReadAllTextAsync(_folder["out/verdicts.jsonl"]);

        await File.WriteAllBytesAsync(_folder["dressed"], Dressed(lines, dress));
        var (code, output, error) = await AuditAsync(_folder["dressed"]);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("400 calls and 40 facts of 40 accounts; 0 lines rejected", output, StringComparison.Ordinal);
        Assert.Equal(expected, await File.ReadAllTextAsync(_folder["out/verdicts.jsonl"]));
    }

    private Task<(int Code, string Output, string Error)> AuditAsync(string log, params string[] more) =>
        Cli.RunAsync(["audit", log, "--every", "24", "--out", _folder["out"], .. more]);

    private static string WithoutEntities(string html) => html.Replace("&#39;", "'", StringComparison.Ordinal);

    private static string[] Lines(string log)
    {
        string[] traffic = [.. Some.Traffic()];
        return log switch
        {
            "empty" => [],
            "blank" => ["", "   ", ""],
            "emptyList" => ["[]"],
            "emptyRecords" => ["{\"records\":[]}"],
            "refusals" =>
            [
                .. Enumerable
                    .Range(0, 40)
                    .Select(i => $$"""{"type":"refusal","time":"2026-04-25T10:00:07Z","account":"acct_{{i}}","action":"block"}"""),
            ],
            "future" => [.. Enumerable.Range(0, 90).Select(i => Some.Call($"a{i % 9}", $"{i}", DateTimeOffset.UtcNow.AddDays(2)))],
            "longAgo" => [.. Enumerable.Range(0, 90).Select(i => Some.Call($"a{i % 9}", $"{i}", DateTimeOffset.UnixEpoch.AddDays(i)))],
            "mostlyBroken" => [.. traffic.Take(40), .. Enumerable.Repeat("{\"type\":\"call\",", 460)],
            "oneBroken" => [.. traffic.Take(40), "{\"type\":\"call\","],
            "halfBroken" => [.. traffic, .. traffic.Select(l => l[..^1])],
            "giantLine" => [.. traffic, new string('x', 3_000_000)],
            "oneAccount" => [.. Enumerable.Range(0, 90).Select(i => Some.Call("ann", $"{i}", Some.Monday.AddMinutes(9 * i)))],
            "sevenAccounts" => [.. Some.Traffic(accounts: 7)],
            "fewCalls" => [.. Enumerable.Range(0, 90).Select(i => Some.Call($"a{i % 45}", $"{i}", Some.Monday.AddMinutes(9 * i)))],
            "noPrompts" => [.. traffic.Select(l => l.Replace("\"prompt\"", "\"text\"", StringComparison.Ordinal))],
            "redactedPrompts" =>
            [
                .. Enumerable.Range(0, 90).Select(i => Some.Call($"a{i % 9}", $"{i}", Some.Monday.AddMinutes(9 * i), "[REDACTED]")),
            ],
            "placeholders" => [.. traffic.Select(l => l.Replace("acct_00", "anonymous\",\"x\":\"", StringComparison.Ordinal))],
            _ => throw new ArgumentOutOfRangeException(nameof(log), log, null),
        };
    }

    private static byte[] Dressed(string[] lines, string dress)
    {
        var text = string.Concat(lines.Select(l => l + "\n"));
        var utf8 = Encoding.UTF8.GetBytes(text);
        return dress switch
        {
            "utf16le" => [0xff, 0xfe, .. Encoding.Unicode.GetBytes(text)],
            "utf16be" => [0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes(text)],
            "utf16leBare" => Encoding.Unicode.GetBytes(text),
            "utf8Mark" => [0xef, 0xbb, 0xbf, .. utf8],
            "zstd" => Zstd(utf8),
            "zstdUtf16" => Zstd([0xff, 0xfe, .. Encoding.Unicode.GetBytes(text)]),
            "gzipTwice" => Gzip(Gzip(utf8)),
            "array" => Encoding.UTF8.GetBytes($"[\n{string.Join(",\n", lines)}\n]\n"),
            "arrayOneLine" => Encoding.UTF8.GetBytes($"[{string.Join(",", lines)}]"),
            "records" => Encoding.UTF8.GetBytes(
                $"{{\"count\":{lines.Length.ToString(CultureInfo.InvariantCulture)},\"records\":[{string.Join(",", lines)}]}}"
            ),
            "pretty" => Encoding.UTF8.GetBytes(string.Join("\n", lines.Select(l => l.Replace(",\"", ",\n  \"", StringComparison.Ordinal)))),
            "crlf" => Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)),
            _ => throw new ArgumentOutOfRangeException(nameof(dress), dress, null),
        };
    }

    private static byte[] Zstd(byte[] plain)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(plain).ToArray();
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }
}
