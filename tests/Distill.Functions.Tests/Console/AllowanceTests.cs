using Distill.Core.Profiles;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Api;

namespace Distill.Functions.Tests.Console;

/// <summary>The allow-lists, decided in the API and in the console.</summary>
public sealed class AllowanceTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task AnEntry_IsKeptOnce_Listed_AndEndsByItselfOrByHand()
    {
        await using var instance = await DecisionCalls.StartAsync(azurite);
        var ask = new
        {
            kind = "network",
            value = "203.0.113.77",
            action = "allow",
            by = "ana",
            why = "Our class.",
        };

        var made = (await ApiCall.PostAsync(instance, "allowlist", ask, ("Idempotency-Key", "k"))).Json;
        var again = (await ApiCall.PostAsync(instance, "allowlist", ask, ("Idempotency-Key", "k"))).Json;
        var other = await ApiCall.PostAsync(instance, "allowlist", ask with { value = "198.51.100.1" }, ("Idempotency-Key", "k"));

        Assert.Equal("203.0.113.0/24", made.GetProperty("value").GetString());
        Assert.Equal(instance.Time.GetUtcNow().AddDays(30), made.GetProperty("expires").GetDateTimeOffset());
        Assert.Equal(made.GetRawText(), again.GetRawText());
        Assert.Equal((422, "idempotency_key_reused"), (other.Status, other.Code));
        Assert.Equal(["True"], await InForceAsync(instance));

        instance.Time.Advance(TimeSpan.FromMinutes(1));
        await ApiCall.PostAsync(instance, "allowlist", ask with { action = "lift", why = "They left." });
        Assert.Equal(["False", "False"], await InForceAsync(instance));
        Assert.Empty((await ApiCall.GetAsync(instance, "allowlist?in_force=true")).Json.GetProperty("entries").EnumerateArray());

        // It is the table that the correlation reads.
        var list = await instance.Get<AllowTable>().ReadAsync(default);
        Assert.Equal([true, false], list.Entries.Select(e => e.Allows));
        Assert.Single(list.At(instance.Time.GetUtcNow().AddSeconds(-30)));
        Assert.Empty(list.At(instance.Time.GetUtcNow()));
    }

    [Fact]
    public async Task ALift_TakesNoEnd_HereAndOfAnOverride()
    {
        await using var instance = await DecisionCalls.StartAsync(azurite);
        var expires = instance.Time.GetUtcNow().AddDays(1);
        var lift = new
        {
            action = "lift",
            why = "So.",
            expires,
        };
        var entry = new
        {
            kind = "card",
            value = "pm_1",
            action = "lift",
            why = "So.",
            expires,
        };

        Answer[] answers = [await ApiCall.PostAsync(instance, "accounts/a/overrides", lift), await ApiCall.PostAsync(instance, "allowlist", entry)];

        Assert.Equal([(400, "bad_override"), (400, "bad_allowance")], answers.Select(a => (a.Status, a.Code)));
        Assert.All(answers, a => Assert.Contains("A lift has no end", a.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("person", "x.example", "allow", "ana", "kind must be one of network, card, business.")]
    [InlineData("network", "everywhere", "allow", "ana", "value must be a network")]
    [InlineData("business", "ana@x.example", "allow", "ana", "value must be a network")]
    [InlineData("card", "pm_1", "block", "ana", "action must be allow or lift.")]
    [InlineData("card", "pm_1", "allow", " ", "by must name who decides")]
    [InlineData("card", "pm_1", "allow", "a\u202Eb", "by has U+202E as its character 2")]
    [InlineData("card", "pm\u200B_1", "allow", "ana", "value has U+200B as its character 3")]
    [InlineData("business", "gmail.com", "allow", "ana", "gmail.com gives mail addresses to everyone")]
    [InlineData("business", " GMX.de ", "allow", "ana", "gmx.de gives mail addresses to everyone")]
    public async Task WhatIsWrong_IsRefused(string kind, string value, string action, string? by, string said)
    {
        await using var instance = await DecisionCalls.StartAsync(azurite);

        var answer = await ApiCall.PostAsync(
            instance,
            "allowlist",
            new
            {
                kind,
                value,
                action,
                by,
                why = "So.",
            }
        );

        Assert.Equal((400, "bad_allowance"), (answer.Status, answer.Code));
        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
        Assert.Empty((await instance.Get<AllowTable>().ReadAsync(default)).Entries);
    }

    [Fact]
    public async Task TheConsole_AllowsAndShowsIt_AlsoAmongTheDecisions()
    {
        await using var instance = await DecisionCalls.StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        (string, string)[] form =
        [
            ("kind", "business"),
            ("value", "School.example"),
            ("action", "allow"),
            ("by", "ana"),
            ("why", "<b>Our class</b>"),
            ("key", "k"),
        ];

        using var bad = await server.SendAsync("/console/allowlist", "same-origin", [("kind", "business"), ("value", "school"), .. form[2..]]);
        using var foreign = await server.SendAsync("/console/allowlist", "cross-site", form);
        using var sent = await server.SendAsync("/console/allowlist", "same-origin", form);

        Assert.Equal((400, 403, 303), ((int)bad.StatusCode, (int)foreign.StatusCode, (int)sent.StatusCode));
        Assert.Contains("value=\"school\"", await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        string[] paths =
        [
            "/console/allowlist",
            "/console/decisions",
            "/console/decisions?in_force=true",
            "/console/search?q=School",
            "/console/search?q=our+class",
        ];
        foreach (var path in paths)
        {
            var page = await server.Client.GetStringAsync(path);
            Assert.Contains("<bdi>school.example</bdi>", page, StringComparison.Ordinal);
            Assert.Contains("Allow a business", page, StringComparison.Ordinal);
            Assert.Contains("&lt;b&gt;Our class", page, StringComparison.Ordinal);
            Assert.Contains("in force", page, StringComparison.Ordinal);
        }

        using var network = await server.SendAsync(
            "/console/allowlist",
            "same-origin",
            [("kind", "network"), ("value", "203.0.113.0/24"), ("key", "n"), .. form[2..5]]
        );
        Assert.Contains("Allow a network", await server.Client.GetStringAsync("/console/search?q=203.0.113.9"), StringComparison.Ordinal);
        Assert.DoesNotContain("Allow a ", await server.Client.GetStringAsync("/console/search?q=203.0.114.9"), StringComparison.Ordinal);

        var list = await instance.Get<AllowTable>().ReadAsync(default);
        Assert.Equal((AllowKind.Business, "school.example"), (list.Entries[0].Kind, list.Entries[0].Value));
    }

    private static async Task<string[]> InForceAsync(Instance instance) =>
        [
            .. (await ApiCall.GetAsync(instance, "allowlist"))
                .Json.GetProperty("entries")
                .EnumerateArray()
                .Select(e => e.GetProperty("inForce").GetBoolean().ToString()),
        ];
}
