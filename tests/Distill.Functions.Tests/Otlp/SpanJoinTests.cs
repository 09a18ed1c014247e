using System.Text;
using Distill.Contracts.Prompts;
using Distill.Functions.Storage;
using static Distill.Functions.Tests.Otlp.OtlpJson;
using static Distill.Functions.Tests.Otlp.OtlpSender;

namespace Distill.Functions.Tests.Otlp;

/// <summary>The parts of a call come in any order and split, and make one call.</summary>
public sealed class SpanJoinTests(AzuriteFixture azurite)
{
    private const string Text = "Write a poem about the sea and its many ships.";

    private static readonly PromptFeatures s_features = PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(Text));

    /// <summary>Ways in which the calls 1 to 3 are sent. Each call has a prompt in one of its parts.</summary>
    private static readonly (string Path, string Body)[][] s_ways =
    [
        [Traces(Span(1), Span(2), Span(3)), Records(Prompted(1), Messages(2)[0], Messages(2)[1], Prompted(3))],
        [Records(Prompted(3)), Records(Messages(2)), Traces(Span(3), Span(1)), Records(Prompted(1)), Traces(Span(2))],
        [Records(Messages(2)[1]), Records(Messages(2)[0]), Traces(Span(2)), Traces(Span(3)), Traces(Span(1)), Records(Prompted(3), Prompted(1))],
    ];

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(0, true)]
    [InlineData(2, true)]
    public async Task Parts_InAnyOrderAndSplit_AndTwice_MakeTheSameCalls(int way, bool twice)
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        foreach (var request in twice ? [.. s_ways[way], .. s_ways[way]] : s_ways[way])
        {
            Assert.Equal((200, "{}"), await AskAsync(instance, request));
        }

        Assert.Empty(await CallsAsync(instance, Some.Start));
        await JoinAsync(instance);
        await JoinAsync(instance);

        var calls = await CallsAsync(instance, Some.Start);
        Assert.Equal([1, 2, 3], calls.Select(c => (c.Time - Some.Start).TotalMinutes));
        Assert.All(calls, c => Assert.Equal((812, s_features.Whole), (c.InputTokens, c.Prompt.Whole)));
        Assert.Equal(["acct_1", "acct_2", "acct_0"], calls.Select(c => c.Account.Value));
        Assert.All(await Stored.RowsAsync(store, SpanPartTable.Name), r => Assert.EndsWith("-joined", r.Row.RowKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ALatePart_MakesNoSecondCall_AndTheNoteGoes()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        await SendAsync(instance, Records(Prompted(1)));
        await JoinAsync(instance);
        var once = await Stored.LinesAsync(store, "windows");

        await SendAsync(instance, Traces(Span(1)));
        await JoinAsync(instance);

        Assert.Single(once);
        Assert.Equal(once, await Stored.LinesAsync(store, "windows"));
        instance.Time.Advance(TimeSpan.FromMinutes(10));
        await JoinAsync(instance);
        Assert.Empty(await Stored.RowsAsync(store, SpanPartTable.Name));
    }

    [Fact]
    public async Task WhatCameJustNow_StillWaits()
    {
        await using var instance = new Instance(azurite.NewAccount(), settings: new() { ["Distill:Ingest:SpanWait"] = "00:05:00" });
        await SendAsync(instance, Traces(Span(1)));

        await JoinAsync(instance);

        Assert.Empty(await CallsAsync(instance, Some.Start));
    }

    [Fact]
    public async Task MessagesAlone_AreNobodysCall()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        await SendAsync(instance, Records(Messages(1)));

        await JoinAsync(instance);

        Assert.Empty(await Stored.RowsAsync(store, "windows"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DyingAtAnyWrite_AndGoingOn_LeavesTheSameCalls(bool afterwards)
    {
        var (once, writes) = (azurite.NewAccount(), new Faults(int.MaxValue, afterwards));
        await using (var undisturbed = new Instance(once, writes))
        {
            await SendAndJoinAsync(undisturbed);
        }

        Assert.InRange(writes.Writes, 5, 30);
        for (var at = 1; at <= writes.Writes; at++)
        {
            var store = azurite.NewAccount();
            await using (var dying = new Instance(store, new Faults(at, afterwards)))
            {
                await Assert.ThrowsAsync<DiedException>(() => SendAndJoinAsync(dying));
            }

            await using var next = new Instance(store);
            await SendAndJoinAsync(next);
            Assert.Equal(await Stored.LinesAsync(once, "windows"), await Stored.LinesAsync(store, "windows"));
        }
    }

    [Fact]
    public async Task WhatWaits_HoldsNoText()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);

        await SendAsync(instance, Records([Prompted(1), .. Messages(2)]));

        var rows = await Stored.LinesAsync(store, SpanPartTable.Name);
        Assert.Equal(2, rows.Length);
        Assert.All(rows, r => Assert.DoesNotContain("ships", r, StringComparison.Ordinal));
        Assert.All(
            (await Stored.RowsAsync(store, SpanPartTable.Name)).SelectMany(r => r.Row.Select(p => p.Value).OfType<byte[]>()),
            b => Assert.DoesNotContain("ships", Encoding.Latin1.GetString(b), StringComparison.Ordinal)
        );
    }

    private static System.Text.Json.Nodes.JsonObject Prompted(int id) => Details(id, ("gen_ai.input.messages", Prompt(Text)));

    // The second message is the newest turn.
    private static System.Text.Json.Nodes.JsonObject[] Messages(int id) =>
        [Message(id, "user", "An older turn.", 0.1), Message(id, "user", Text, 0.2), Message(id, "system", "Be brief.", 0.3)];

    private static async Task SendAndJoinAsync(Instance instance)
    {
        foreach (var request in s_ways[1])
        {
            await SendAsync(instance, request);
        }

        await JoinAsync(instance);
    }

    private static async Task<(int Status, string Text)> AskAsync(Instance instance, (string Path, string Body) request)
    {
        var answer = await SendAsync(instance, request);
        return (answer.Status, answer.Text);
    }
}
