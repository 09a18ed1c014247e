using System.Net;
using Distill.Core.Clusters;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Console;

/// <summary>How analysts share their work: assignments, notes, and what is new since they looked.</summary>
public sealed class DeskTests(AzuriteFixture azurite)
{
    private static readonly string s_campaign = $"/console/clusters/{ConsoleCase.Campaign.Id}";

    [Fact]
    public async Task AnAssignment_IsShown_AndTheQueueIsFilteredByIt()
    {
        await using var instance = await ConsoleCase.StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);

        Assert.Contains("are assigned to nobody.", await server.Client.GetStringAsync("/console"), StringComparison.Ordinal);
        using var sent = await SendAsync(server, "assign", "k1", ("assignee", "ben <i>"), ("by", "ana"));
        Assert.Equal((HttpStatusCode.SeeOther, $"{s_campaign}#desk"), (sent.StatusCode, sent.Headers.Location!.OriginalString));

        Assert.Contains(
            "Assigned to <strong><bdi>ben &lt;i&gt;</bdi></strong>, by <bdi>ana</bdi>",
            await server.Client.GetStringAsync(s_campaign),
            StringComparison.Ordinal
        );
        Assert.Equal([$"{ConsoleCase.Campaign.Id}"], await QueueAsync(server, "?assignee=ben+%3Ci%3E"));
        Assert.DoesNotContain($"{ConsoleCase.Campaign.Id}", await QueueAsync(server, "?assignee=+nobody"));
        Assert.Contains($"{ConsoleCase.Nasty.Id}", await QueueAsync(server, "?assignee=+nobody"));

        instance.Time.Advance(TimeSpan.FromMinutes(1));
        using var back = await SendAsync(server, "assign", "k2", ("assignee", "ben <i>"), ("nobody", "true"), ("by", "ana"));
        Assert.Contains("Nobody is assigned.", await server.Client.GetStringAsync(s_campaign), StringComparison.Ordinal);
        Assert.Empty(await QueueAsync(server, "?assignee=ben+%3Ci%3E"));
    }

    [Fact]
    public async Task Notes_AreKeptInTheirOrder_EachOnce()
    {
        await using var instance = await ConsoleCase.StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        for (var times = 0; times < 2; times++)
        {
            using var first = await SendAsync(server, "note", "k1", ("note", "Asked <b>billing</b>."), ("by", "ana"));
        }

        instance.Time.Advance(TimeSpan.FromMinutes(5));
        using var second = await SendAsync(server, "note", "k2", ("note", "They know nobody."), ("by", "ben"));

        var page = await server.Client.GetStringAsync(s_campaign);
        Assert.Equal(
            page.IndexOf("Asked &lt;b&gt;billing", StringComparison.Ordinal),
            page.LastIndexOf("Asked &lt;b&gt;billing", StringComparison.Ordinal)
        );
        Assert.True(page.IndexOf("Asked", StringComparison.Ordinal) < page.IndexOf("They know nobody.", StringComparison.Ordinal));
        Assert.Contains("2 notes", await server.Client.GetStringAsync("/console"), StringComparison.Ordinal);
        Assert.All(await instance.Get<DeskTable>().ReadAllAsync(default), e => Assert.Equal("", e.Text));
    }

    /// <summary>One key is one entry. Another text under it is not lost: it comes back in a form with a key of its own.</summary>
    [Theory]
    [InlineData("note", "note")]
    [InlineData("assign", "assignee")]
    public async Task AnotherTextUnderOneKey_IsNotKept_AndComesBackUnderAKeyOfItsOwn(string path, string field)
    {
        await using var instance = await ConsoleCase.StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        using var first = await SendAsync(server, path, "k1", (field, "first"), ("by", "ana"));

        using var other = await SendAsync(server, path, "k1", (field, "second"), ("by", "ana"));
        var page = await other.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Contains("this form was sent before, with another text", page, StringComparison.Ordinal);
        Assert.Contains(path == "note" ? ">second</textarea>" : "value=\"second\"", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("name=\"key\" value=\"k1\"", page);
        Assert.Matches("name=\"key\" value=\"[^\"]{16,}\"", page);
        Assert.Equal(["first"], (await instance.Get<DeskTable>().ReadAsync(ConsoleCase.Campaign.Id, default)).Select(e => e.Text));
    }

    [Fact]
    public async Task LinesOfANote_AreKeptAsLines()
    {
        await using var instance = await ConsoleCase.StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);

        using var sent = await SendAsync(server, "note", "k1", ("note", "One.\r\nTwo.\rThree."), ("by", "ana"));

        Assert.Equal("One.\nTwo.\nThree.", Assert.Single(await instance.Get<DeskTable>().ReadAsync(ConsoleCase.Campaign.Id, default)).Text);
    }

    [Theory]
    [InlineData("note", "note", "", "ana", 400)]
    [InlineData("note", "note", "text", "", 400)]
    [InlineData("note", "note", "te\u202Ext", "ana", 400)]
    [InlineData("note", "note", "text", "a\u2067na", 400)]
    [InlineData("assign", "assignee", "a\nb", "ana", 400)]
    [InlineData("assign", "assignee", "be\u200Bn", "ana", 400)]
    public async Task AnEntryThatSaysNothing_OrNamesNobody_IsNotKept(string form, string field, string value, string by, int status)
    {
        await using var instance = await ConsoleCase.StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);

        using var sent = await SendAsync(server, form, "k", (field, value), ("by", by));
        using var other = await server.SendAsync($"{s_campaign}/{form}", "cross-site", (field, "x"), ("by", "ana"), ("key", "k"));
        using var unknown = await server.SendAsync(
            $"/console/clusters/{Run.Id(999)}/{form}",
            "same-origin",
            (field, "x"),
            ("by", "ana"),
            ("key", "k")
        );

        Assert.Equal((status, 403, 404), ((int)sent.StatusCode, (int)other.StatusCode, (int)unknown.StatusCode));
        Assert.Empty(await instance.Get<DeskTable>().ReadAllAsync(default));
    }

    /// <summary>
    /// The page names an hour that is over. No other time is kept: the store has none before 1601, and what is to come would never be new.
    /// </summary>
    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1600-12-31T23:59:59Z")]
    [InlineData("1999-12-31T23:59:59Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("")]
    public async Task ATimeThatNoPageNames_IsNotKept(string through)
    {
        await using var instance = new Instance(azurite.NewAccount());
        await using var server = await ConsoleServer.StartAsync(instance);

        using var sent = await server.SendAsync("/console/seen", "same-origin", ("through", through));

        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        Assert.Null(await instance.Get<DeskTable>().FindSeenAsync("", default));
    }

    /// <summary>New is what came, or came back, after the hour that the visitor has seen.</summary>
    [Fact]
    public async Task News_AreWhatCameOrCameBackSince()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await using var server = await ConsoleServer.StartAsync(instance);
        var (old, gone) = (Run.Cluster(1, 8, prefix: "a"), Run.Cluster(2, 8, prefix: "b"));
        await Run.SaveAsync(instance, Run.First, new[] { old, gone }.SelectMany(Run.Verdicts), old, gone);
        Assert.DoesNotContain("New since", await server.Client.GetStringAsync("/console"), StringComparison.Ordinal);

        using var seen = await server.SendAsync("/console/seen", "same-origin", ("through", $"{Run.First.End:yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal(HttpStatusCode.SeeOther, seen.StatusCode);
        var young = Run.Cluster(3, 8, prefix: "c") with { FirstSeen = Run.First.End.AddHours(2) };
        var returned = gone with { Timeline = [.. gone.Timeline, new TimelineEntry(Run.First.End.AddHours(3), "Found again.")] };
        await Run.SaveAsync(instance, Run.First.Next, new[] { old, gone, young }.SelectMany(Run.Verdicts), old, returned, young);

        Assert.Equal([$"{gone.Id}", $"{young.Id}"], (await QueueAsync(server, "?news=true")).Order());
        Assert.Equal(3, (await QueueAsync(server, "")).Length);
        Assert.Contains($"New since {Run.First.End:yyyy-MM-dd HH:mm}", await server.Client.GetStringAsync("/console"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task QueueAge_IsThatOfTheOldestAndOfHalf()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await using var server = await ConsoleServer.StartAsync(instance);
        Cluster[] clusters =
        [
            .. new[] { 100, 60, 30, 10 }.Select(
                (hours, i) => Run.Cluster(i + 1, 8, prefix: $"q{i}-") with { FirstSeen = instance.Time.GetUtcNow().AddHours(-hours) }
            ),
        ];
        await Run.SaveAsync(instance, Run.First, clusters.SelectMany(Run.Verdicts), clusters);

        var queue = await server.Client.GetStringAsync("/console");

        Assert.Matches(@"The oldest has waited 4 days, half of them at least\s+2 days\.", queue);
        Assert.Contains("4 are assigned to nobody.", queue, StringComparison.Ordinal);
    }

    private static async Task<string[]> QueueAsync(ConsoleServer server, string query) =>
        ConsolePageTests.Clusters(await server.Client.GetStringAsync($"/console{query}"));

    private static Task<HttpResponseMessage> SendAsync(ConsoleServer server, string form, string key, params IEnumerable<(string, string)> fields) =>
        server.SendAsync($"{s_campaign}/{form}", "same-origin", [("key", key), .. fields]);
}
