using System.Globalization;
using System.Text.Json;
using Distill.Cli;
using Distill.Contracts;
using Distill.Core.Resellers;
using Distill.Functions.Storage;

namespace Distill.Functions.Tests.Api;

/// <summary>What the correlation reviewed is answered as a list, a request, a table and a letter.</summary>
public sealed class ResellerApiTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task AReview_IsAnswered_AsTheCommandLineMakesIt()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var events = Events().ToArray();
        await instance.IngestAsync("0", Some.Events(events));
        await instance.CorrelateAsync();

        var answer = await ApiCall.GetAsync(instance, "resellers");

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            ["cloud:bedrock 30 unknown", "reseller:rs_1 25 ask", "reseller:rs_2 2 too_few"],
            Lines(answer.Json).Order(StringComparer.Ordinal)
        );
        var folder = Directory.CreateTempSubdirectory("distill-test-");
        try
        {
            var (log, findings) = (Path.Combine(folder.FullName, "log.jsonl"), Path.Combine(folder.FullName, "out"));
            await File.WriteAllLinesAsync(log, events.Select(e => JsonSerializer.Serialize(e)));
            using var output = new StringWriter();
            await DistillCommandLine.RunAsync(["resellers", log, "--out", findings], output, output);
            var written = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(findings, "resellers.json"))).RootElement;
            Assert.True(JsonElement.DeepEquals(written, answer.Json), output.ToString());
            Assert.Contains("reseller:rs_1", output.ToString(), StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(findings, "reseller-rs_1.md")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task ARequest_IsATableOrALetterToSend()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await instance.IngestAsync("0", Some.Events(Events()));
        await instance.CorrelateAsync();

        var json = await ApiCall.GetAsync(instance, "resellers/request?channel=reseller:rs_1");
        var csv = await ApiCall.GetAsync(instance, "resellers/request?channel=reseller:rs_1", ("Accept", "text/csv"));
        var letter = await ApiCall.GetAsync(instance, "resellers/request?channel=reseller:rs_1", ("Accept", "text/markdown"));

        Assert.Equal(25, json.Json.GetProperty("requests").GetArrayLength());
        Assert.StartsWith("\"account\",\"evidence\",\"why\"\r\n\"a00\"", csv.Text, StringComparison.Ordinal);
        Assert.StartsWith("# Request for evidence about accounts of rs\\_1", letter.Text, StringComparison.Ordinal);
        Assert.Equal("text/markdown; charset=utf-8", letter.Type);
    }

    [Fact]
    public async Task Pages_FollowEachOther()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await instance.IngestAsync("0", Some.Events(Events()));
        await instance.CorrelateAsync();

        var first = await ApiCall.GetAsync(instance, "resellers?limit=2");
        var next = first.Json.GetProperty("next").GetString();
        var second = await ApiCall.GetAsync(instance, $"resellers?after={next}");

        Assert.Equal("reseller:rs_2", next);
        Assert.Equal(["cloud:bedrock 30 unknown"], Lines(second.Json));
        Assert.Equal(JsonValueKind.Null, second.Json.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("resellers?limit=0", 400, "bad_limit")]
    [InlineData("resellers?after=rs_1", 400, "bad_after")]
    [InlineData("resellers/request", 400, "bad_channel")]
    [InlineData("resellers/request?channel=shop:rs_1", 400, "bad_channel")]
    [InlineData("resellers/request?channel=reseller:", 400, "bad_channel")]
    [InlineData("resellers/request?channel=reseller:rs_9", 404, "unknown_channel")]
    [InlineData("resellers", 404, "no_review")]
    public async Task WhatCannotBeAnswered_IsNamed(string path, int status, string code)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.GetAsync(instance, path);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    /// <summary>A run that is late must not put its review over a later one.</summary>
    [Fact]
    public async Task AnEarlierReview_NeverReplacesALaterOne()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await instance.IngestAsync("0", Some.Events(Events()));
        await instance.CorrelateAsync();
        var table = instance.Get<ResellerTable>();
        var last = (await table.ReadAsync(default))!;

        await table.SaveAsync(new ResellerReview(last.Hour - 1, last.Population, []), default);
        Assert.Equal((last.Hour, 3), ((await table.ReadAsync(default))!.Hour, (await table.ReadAsync(default))!.Channels.Count));

        await table.SaveAsync(new ResellerReview(last.Hour + 1, last.Population, []), default);
        Assert.Equal((last.Hour + 1, 0), ((await table.ReadAsync(default))!.Hour, (await table.ReadAsync(default))!.Channels.Count));

        await table.DeleteBeforeAsync(last.Hour + 2, default);
        Assert.Null(await table.ReadAsync(default));
        Assert.Empty(await Stored.RowsAsync(instance.Connection, ResellerTable.Name));
    }

    /// <summary>A run that dies after its review is repeated. The review before it stays for those who are reading it, and no older one.</summary>
    [Fact]
    public async Task AReviewThatIsStoredAgain_ChangesNothing()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await instance.IngestAsync("0", Some.Events(Events()));
        await instance.CorrelateAsync();
        var table = instance.Get<ResellerTable>();
        var review = (await table.ReadAsync(default))!;
        foreach (var hour in (Hour[])[review.Hour + 1, review.Hour + 2])
        {
            await table.SaveAsync(review with { Hour = hour }, default);
        }

        var once = await Stored.LinesAsync(instance.Connection, ResellerTable.Name);
        await table.SaveAsync(review with { Hour = review.Hour + 2 }, default);

        Assert.Equal(once, await Stored.LinesAsync(instance.Connection, ResellerTable.Name));
        Assert.Equal(1 + (2 * review.Channels.Count), once.Length);
    }

    // 25 accounts of one reseller on five cards, two of another, and 30 without a record on a cloud.
    private static IEnumerable<object> Events()
    {
        for (var i = 0; i < 57; i++)
        {
            var account = string.Create(CultureInfo.InvariantCulture, $"a{i:00}");
            for (var n = 0; n < 30; n++)
            {
                yield return new
                {
                    type = "call",
                    id = $"{i}/{n}",
                    time = Some.Start.AddMinutes(((i * 7919) + (n * 104_729)) % 4000).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                    account,
                    model = "m",
                    platform = i < 27 ? "api" : "bedrock",
                    prompt = string.Join(' ', Enumerable.Range(1, 12).Select(k => $"w{(long)((i * 31) + n + 1) * k * 7_368_787 % 1_299_709:x}")),
                };
            }

            if (i < 27)
            {
                yield return new
                {
                    type = "account",
                    time = Some.Start.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                    account,
                    reseller = i < 25 ? "rs_1" : "rs_2",
                    payment = i < 25 ? $"pm_{1 + (i % 5)}" : $"pm_{account}",
                    kyc = "email",
                };
            }
        }
    }

    private static IEnumerable<string> Lines(JsonElement page) =>
        page.GetProperty("resellers")
            .EnumerateArray()
            .Select(r => $"{r.GetProperty("kind")}:{r.GetProperty("name")} {r.GetProperty("accounts")} {r.GetProperty("grade")}");
}
