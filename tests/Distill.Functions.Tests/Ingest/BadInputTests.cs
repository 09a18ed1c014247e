using System.Text;
using System.Text.Json;
using Distill.Core.Events;

namespace Distill.Functions.Tests.Ingest;

public sealed class BadInputTests(AzuriteFixture azurite)
{
    private static readonly string s_long = new('x', 1_100_000);

    private const string Canary = "the quick canary sings of distillation at dawn";

    public static TheoryData<RejectReason, string?, string> Bad =>
        new()
        {
            { RejectReason.NotJson, null, $"{{\"type\":\"call\",\"prompt\":\"{Canary}" },
            { RejectReason.NotJson, null, "" },
            { RejectReason.NotAnObject, null, $"[\"{Canary}\"]" },
            { RejectReason.MissingField, "type", $$"""{"id":"1","prompt":"{{Canary}}"}""" },
            {
                RejectReason.MissingField,
                "id",
                $$"""{"type":"call","time":"2026-04-22T03:00:00Z","account":"a","model":"m","prompt":"{{Canary}}"}"""
            },
            { RejectReason.MissingField, "account", $$"""{"type":"ban","time":"2026-04-22T03:00:00Z","note":"{{Canary}}"}""" },
            { RejectReason.UnknownType, "type", $$"""{"type":"chat","Prompt":"{{Canary}}"}""" },
            {
                RejectReason.BadField,
                "model",
                $$"""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":["m"],"messages":[{"text":"{{Canary}}"}]}"""
            },
            { RejectReason.BadTime, "time", $$"""{"type":"call","id":"1","time":"yesterday","account":"a","model":"m","prompt":"{{Canary}}"}""" },
            {
                RejectReason.TimeTooFarInFuture,
                "time",
                $$"""{"type":"call","id":"1","time":"2026-04-26T03:00:00Z","account":"a","model":"m","prompt":"{{Canary}}"}"""
            },
            {
                RejectReason.TooLarge,
                null,
                $$"""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":"m","prompt":"{{Canary}} {{s_long}}"}"""
            },
            {
                RejectReason.TimeTooLongAgo,
                "time",
                $$"""{"type":"call","id":"1","time":"0001-01-01T00:00:00Z","account":"a","model":"m","prompt":"{{Canary}}"}"""
            },
        };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task ABadEvent_IsKeptWithItsReason_AndItsNeighboursCount(RejectReason reason, string? field, string body)
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);
        var before = Some.Events([Some.Call(id: "before", prompt: Canary)], first: 41)[0];
        var after = Some.Events([Some.Call(id: "after")], first: 43)[0];

        await instance.IngestAsync("2", [before, Some.Event(42, body), after]);

        var rows = await Stored.RowsAsync(store);
        var letter = Assert.Single(rows, r => r.Table == "deadletters").Row;
        Assert.Equal(("2", "00000000000000000042"), (letter.PartitionKey, letter.RowKey));
        Assert.Equal((reason.Name(), field), (letter.GetString("Reason"), letter.GetString("Field")));
        Assert.Equal(Some.Start.AddDays(3), letter.GetDateTimeOffset("Enqueued"));
        Assert.Equal(Encoding.UTF8.GetByteCount(body), letter.GetInt32("Length"));
        Assert.Equal(43L, Assert.Single(rows, r => r.Table == "windows20260422").Row.GetInt64("Sequence"));
        AssertNoPrompt(rows.Where(r => r.Table != "unparsed").Select(r => r.Row));
        if (reason == RejectReason.NotJson)
        {
            var raw = Assert.Single(rows, r => r.Table == "unparsed").Row;
            Assert.Equal(letter.RowKey, raw.RowKey);
            Assert.Equal(body.Length > 0 ? body : null, raw.GetString("Body"));
        }
        else
        {
            Assert.DoesNotContain(rows, r => r.Table == "unparsed");
            Assert.Equal(
                JsonValueKind.String,
                body.Contains("\"prompt\"", StringComparison.Ordinal)
                    ? JsonDocument.Parse(letter.GetString("Body")!).RootElement.GetProperty("promptFeatures").GetProperty("data").ValueKind
                    : JsonValueKind.String
            );
        }
    }

    [Fact]
    public void EveryReason_HasItsCase() =>
        Assert.Equal(Enum.GetValues<RejectReason>().Except([RejectReason.None]), Bad.Select(row => row.Data.Item1).Distinct().Order());

    [Fact]
    public async Task WhatIsTooLargeForARow_IsCut()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);
        var body = new byte[1024 * 1024];
        Array.Fill(body, (byte)'x');

        await instance.IngestAsync("2", [Some.Event(1, body)]);

        var raw = Assert.Single(await Stored.RowsAsync(store, "unparsed")).Row;
        Assert.Equal(body.Length, raw.GetInt32("Length"));
        Assert.Equal(11 * 65536, raw.Select(p => p.Value).OfType<byte[]>().Sum(b => b.Length));
    }

    private static void AssertNoPrompt(IEnumerable<Azure.Data.Tables.TableEntity> rows)
    {
        foreach (var (name, value) in rows.SelectMany(r => r))
        {
            var text = value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : value?.ToString() ?? "";
            Assert.DoesNotContain("canary", name + text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
