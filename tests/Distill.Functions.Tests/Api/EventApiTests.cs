using System.Text.Json;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Correlation;

namespace Distill.Functions.Tests.Api;

public sealed class EventApiTests(AzuriteFixture azurite)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_AreStored_AndWhatIsBadIsNamed(bool lines)
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        object[] events = [Some.Call(), new { type = "chat" }, Some.Call("b"), Some.Record(), Some.Ban(), Some.Call(id: "")];

        var answer = await SendAsync(instance, events, lines);

        Assert.Equal((202, 4), (answer.Status, answer.Json.GetProperty("accepted").GetInt32()));
        Assert.Equal(
            ["1 unknown_type", "5 missing_field"],
            answer.Json.GetProperty("rejected").EnumerateArray().Select(r => $"{r.GetProperty("index")} {r.GetProperty("reason")}")
        );
        var rows = await Stored.RowsAsync(store);
        Assert.Equal(
            ["2026042203-http a", "2026042203-http b"],
            rows.Where(r => r.Table == "windows20260422").Select(r => $"{r.Row.PartitionKey} {r.Row.RowKey}")
        );
        Assert.Equal(2, rows.Count(r => r.Table == "facts"));
        Assert.DoesNotContain(rows, r => r.Table is "deadletters" or "unparsed");
    }

    [Fact]
    public async Task WhatIsSentAgain_OrByAnother_OrInAnotherOrder_CountsOnce()
    {
        var (store, once) = (azurite.NewAccount(), azurite.NewAccount());
        object[] events = [.. Some.Traffic(60, 7, minutes: 200), Some.Record()];
        await using (var undisturbed = new Instance(once))
        {
            await SendAsync(undisturbed, events);
        }

        await using var one = new Instance(store, settings: new() { ["Distill:Ingest:ConflictAttempts"] = "20" });
        await using var other = new Instance(store, settings: new() { ["Distill:Ingest:ConflictAttempts"] = "20" });
        await Task.WhenAll(
            SendAsync(one, events),
            SendAsync(other, [.. events.Reverse()]),
            SendAsync(one, events[20..40]),
            SendAsync(other, events[..50])
        );

        Assert.Equal(await Stored.LinesAsync(once, "windows"), await Stored.LinesAsync(store, "windows"));
        Assert.Equal(await Stored.LinesAsync(once, "facts"), await Stored.LinesAsync(store, "facts"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DyingAtAnyWrite_AndSendingAgain_LeavesTheSameRows(bool afterwards)
    {
        object[] events = [.. Some.Traffic(30, 4, minutes: 150), Some.Record()];
        var (once, writes) = (azurite.NewAccount(), new Faults(int.MaxValue, afterwards));
        await using (var undisturbed = new Instance(once, writes))
        {
            await SendAsync(undisturbed, events);
        }

        Assert.InRange(writes.Writes, 5, 20);
        for (var at = 1; at <= writes.Writes; at++)
        {
            var store = azurite.NewAccount();
            await using (var dying = new Instance(store, new Faults(at, afterwards)))
            {
                await Assert.ThrowsAsync<DiedException>(() => SendAsync(dying, events));
            }

            await using var next = new Instance(store);
            await SendAsync(next, events);
            Assert.Equal(await Stored.LinesAsync(once, "windows"), await Stored.LinesAsync(store, "windows"));
        }
    }

    [Fact]
    public async Task CallsThatComeBothWays_CountOnce_AndTheVerdictsAreTheAudits()
    {
        await using var instance = new Instance(azurite.NewAccount());
        foreach (var (partition, events) in Campaign.Partitions(_ => true))
        {
            await instance.IngestAsync(partition, events);
        }

        foreach (var some in Campaign.Events.Chunk(400))
        {
            Assert.Equal(202, (await SendAsync(instance, some)).Status);
        }

        await instance.CorrelateAsync();

        var (verdicts, _) = await instance
            .Get<AccountVerdictTable>()
            .ReadAsync(new PublishedAsOf((await instance.Get<StateTable>().ReadAsync(default)).Hour), default);
        Assert.Equal(Campaign.Audit().Verdicts.Count, verdicts.Count);
        Assert.All(Campaign.Audit().Verdicts.Values, v => Assert.True(v.SaysTheSameAs(verdicts[v.Account].Value)));
    }

    [Fact]
    public async Task WhatCannotBeStored_IsNamed_AndItsNeighboursCount()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store, new Refusal("odd"));

        var answer = await SendAsync(instance, [Some.Call(), .. Enumerable.Range(0, 3).Select(i => Some.Call("odd", $"odd{i}")), Some.Call("b")]);

        Assert.Equal(2, answer.Json.GetProperty("accepted").GetInt32());
        Assert.Equal(
            Enumerable.Range(1, 3).Select(i => $"{i} storage"),
            answer.Json.GetProperty("rejected").EnumerateArray().Select(r => $"{r.GetProperty("index")} {r.GetProperty("reason")}")
        );
        Assert.Equal(["a", "b"], (await Stored.RowsAsync(store, "windows")).Select(r => r.Row.RowKey));
    }

    [Fact]
    public async Task ALineThatIsNoJson_IsNamed_AndAnEventTooLargeIs()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var call = JsonSerializer.Serialize(Some.Call());

        var answer = await ApiCall.PostAsync(
            instance,
            "events",
            $"\n{call}\r\n  \n{{\"type\":\n{JsonSerializer.Serialize(Some.Call(prompt: new string('x', 1_100_000)))}\n"
        );

        Assert.Equal(1, answer.Json.GetProperty("accepted").GetInt32());
        Assert.Equal(
            ["1 not_json", "2 too_large"],
            answer.Json.GetProperty("rejected").EnumerateArray().Select(r => $"{r.GetProperty("index")} {r.GetProperty("reason")}")
        );
    }

    /// <summary>1 stands for a call on one line, P for one over several, and X for one whose line breaks off.</summary>
    [Theory]
    [InlineData("P\n1", 2, "")]
    [InlineData("1\nP\nP\r\n1", 4, "")]
    [InlineData("11", 2, "")]
    [InlineData("1,1 1\n1", 4, "")]
    [InlineData("PP", 2, "")]
    [InlineData("X\n1\nP", 2, "0 not_json")]
    [InlineData("1 junk\n1", 1, "0 not_json")]
    [InlineData("1\njunk\nP", 2, "1 not_json")]
    public async Task EventsOverSeveralLines_OrOnOneLine_CountEachByItself(string form, int accepted, string rejected)
    {
        await using var instance = new Instance(azurite.NewAccount());
        var calls = 0;
        var body = string.Concat(
            form.Select(c =>
                c switch
                {
                    '1' => JsonSerializer.Serialize(Some.Call("a", $"e{calls++}")),
                    'P' => JsonSerializer.Serialize(Some.Call("a", $"e{calls++}"), s_indented),
                    'X' => "{\"type\":",
                    _ => $"{c}",
                }
            )
        );

        var answer = await ApiCall.PostAsync(instance, "events", body);

        Assert.Equal(accepted, answer.Json.GetProperty("accepted").GetInt32());
        Assert.Equal(
            rejected,
            string.Join(", ", answer.Json.GetProperty("rejected").EnumerateArray().Select(r => $"{r.GetProperty("index")} {r.GetProperty("reason")}"))
        );
    }

    public static TheoryData<string, string> BadBodies =>
        new()
        {
            { "", "bad_body" },
            { " \n \n", "bad_body" },
            { "[]", "bad_body" },
            { "[{},", "bad_body" },
            { "[{}] x", "bad_body" },
            { "[" + string.Join(',', Enumerable.Repeat("{}", 501)) + "]", "bad_body" },
            { string.Concat(Enumerable.Repeat("{}\n", 501)), "bad_body" },
            { new string(' ', (4 * 1024 * 1024) + 1), "body_too_large" },
        };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task ABodyOutOfItsLimits_IsAProblem(string body, string code)
    {
        await using var instance = new Instance(azurite.NewAccount());

        Assert.Equal(code, (await ApiCall.PostAsync(instance, "events", body)).Code);
    }

    private static Task<Answer> SendAsync(Instance instance, object[] events, bool lines = false) =>
        ApiCall.PostAsync(instance, "events", lines ? string.Join('\n', events.Select(e => JsonSerializer.Serialize(e))) : events);
}
