using Distill.Cli.Terminal;
using Distill.Client.Tests;

namespace Distill.Cli.Tests.Replay;

public sealed class ReplayCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryLine_ArrivesAsItStandsInOrderOfTimeUnderItsAccount()
    {
        string[] lines = [.. Some.Traffic(accounts: 20, days: 2)];
        new Random(3).Shuffle(lines);
        await using var hub = new LocalHub();
        var (code, output, error) = await Cli.RunAsync("replay", _folder.Write("log.jsonl.gz", lines), "--connection", hub.ConnectionString);
        var received = await hub.ReceiveAsync();

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith($"Sent {lines.Length} events in ", output, StringComparison.Ordinal);
        Assert.Equal(lines.Order(StringComparer.Ordinal), received.Select(e => e.EventBody.ToString()).Order(StringComparer.Ordinal));
        foreach (var account in received.GroupBy(e => e.PartitionKey))
        {
            var bodies = account.Select(e => e.EventBody.ToString()).ToArray();
            Assert.All(bodies, b => Assert.Contains($"\"account\":\"{account.Key}\"", b, StringComparison.Ordinal));
            Assert.Equal(bodies.OrderBy(Time, StringComparer.Ordinal), bodies);
        }
    }

    [Fact]
    public async Task AnotherFormat_IsSentAsEvents()
    {
        await using var hub = new LocalHub();
        var log = _folder.Write(
            "litellm.jsonl",
            [
                """{"id":"r1","call_type":"acompletion","startTime":1776826800.5,"model":"m1","metadata":{"key":"k1"},"messages":"hi"}""",
                """{"id":"r2","call_type":"aembedding","startTime":1776826801.5,"model":"m1","metadata":{"key":"k1"}}""",
                """{"id":"r3","call_type":"acompletion","startTime":1776999999.5,"model":"m1","metadata":{"key":"k1"}}""",
            ]
        );
        var (code, output, error) = await Cli.RunAsync([
            "replay",
            log,
            "--connection",
            hub.ConnectionString,
            "--account-from",
            "metadata.key",
            "--until",
            "2026-04-23",
        ]);

        Assert.Equal(0, code);
        Assert.StartsWith("Sent 1 events", output, StringComparison.Ordinal);
        Assert.Contains("1 records are no calls", error, StringComparison.Ordinal);
        var sent = Assert.Single(await hub.ReceiveAsync());
        Assert.Equal("k1", sent.PartitionKey);
        Assert.Equal(
            """{"type":"call","id":"r1","time":"2026-04-22T03:00:00.500000Z","account":"k1","model":"m1","prompt":"hi"}""",
            sent.EventBody.ToString()
        );
    }

    [Fact]
    public async Task LinesThatAreNoEvents_AreSentTooAndWarnedOf()
    {
        await using var hub = new LocalHub();
        var log = _folder.Write("log.jsonl", [Some.Call("ann", "1"), "not json", "[1]", """{"type":"call"}""", "", new string('x', 3_000_000)]);
        var (code, output, error) = await Cli.RunAsync("replay", log, "--connection", hub.ConnectionString);
        var received = await hub.ReceiveAsync();

        Assert.Equal(ExitCode.NoAnswer, code);
        Assert.StartsWith("Sent 4 events", output, StringComparison.Ordinal);
        Assert.Contains("3 lines are not JSON or name no account", error, StringComparison.Ordinal);
        Assert.Contains("1 lines are larger", error, StringComparison.Ordinal);
        Assert.Equal(4, received.Count);
    }

    [Fact]
    public async Task NothingListening_FailsInOneLineWithoutTheKey()
    {
        var log = _folder.Write("log.jsonl", [Some.Call("ann", "1")]);
        var (code, _, error) = await Cli.RunAsync(
            "replay",
            log,
            "--connection",
            "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=a;SharedAccessKey=hush;UseDevelopmentEmulator=true"
        );
        Assert.Equal(ExitCode.Failed, code);
        Assert.DoesNotContain(
            "hush",
            Assert.Single(error.Trim().Split('\n'), l => l.StartsWith("distill: ", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task UnknownHub_FailsInOneLineThatNamesIt()
    {
        await using var hub = new LocalHub(onlyHub: "calls");
        var log = _folder.Write("log.jsonl", [Some.Call("ann", "1")]);
        var (code, _, error) = await Cli.RunAsync("replay", log, "--connection", hub.ConnectionString, "--hub", "cals");
        Assert.Equal(
            (ExitCode.Failed, "distill: Event hub 'cals' at 127.0.0.1 does not exist. Check --hub and the namespace."),
            (code, error.Trim().Split('\n')[^1])
        );
    }

    [Fact]
    public async Task WebSockets_AreTriedWhenAskedFor()
    {
        await using var hub = new LocalHub();
        var log = _folder.Write("log.jsonl", [Some.Call("ann", "1")]);
        // The endpoint speaks plain AMQP: a client that asks it for a WebSocket does not get through.
        var (code, _, error) = await Cli.RunAsync("replay", log, "--connection", hub.ConnectionString, "--web-sockets");
        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith("distill: Event hub 'calls' at 127.0.0.1 can't be", error.Trim().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--speed", "0")]
    [InlineData("--speed", "fast")]
    [InlineData("--connection", "nonsense")]
    [InlineData("--namespace", "sb://no.host/name")]
    [InlineData("--namespace", "n.servicebus.windows.net", "--connection", "Endpoint=sb://127.0.0.1:1;UseDevelopmentEmulator=true")]
    [InlineData]
    public async Task WrongOptions_FailInOneLine(params string[] options)
    {
        var (code, _, error) = await Cli.RunAsync(["replay", _folder.Write("log.jsonl", [Some.Call("ann", "1")]), .. options]);
        Assert.Equal(ExitCode.Usage, code);
        Assert.StartsWith("distill: ", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static string Time(string line) => line[line.IndexOf("\"time\"", StringComparison.Ordinal)..][..36];
}
