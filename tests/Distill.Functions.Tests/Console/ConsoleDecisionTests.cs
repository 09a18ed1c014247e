using System.Net;
using System.Text.RegularExpressions;
using Distill.Functions.Publishing;
using Distill.Functions.Tests.Api;
using static Distill.Functions.Tests.Api.DecisionCalls;

namespace Distill.Functions.Tests.Console;

/// <summary>A decision in the console is the API's: the same rules, the same effect, once.</summary>
public sealed partial class ConsoleDecisionTests(AzuriteFixture azurite)
{
    private static readonly string s_decide = $"/console/clusters/{TheCluster.Id}/decide";

    [Theory]
    [InlineData("Confirm", "confirm", "confirmed block", "confirmed")]
    [InlineData("Dismiss", "dismiss", "clear allow", "dismissed")]
    [InlineData("BanPlan", "ban_plan", "confirmed block", "ban_planned")]
    [InlineData("Shadow", "shadow", "suspect allow", "open")]
    public async Task ADecision_IsWhatTheApiThenSays(string kind, string name, string verdict, string state)
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        var form = await server.Client.GetStringAsync($"{s_decide}?decision={kind}");

        using var sent = await SendAsync(server, form, ("by", "ana"), ("why", "Invoices say so."));

        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        Assert.Equal(verdict, await VerdictAsync(instance, "m003"));
        var decision = (await ApiCall.GetAsync(instance, "decisions")).Json.GetProperty("decisions")[0];
        Assert.Equal(
            (name, "ana", "Invoices say so."),
            (decision.GetProperty("decision").GetString(), decision.GetProperty("by").GetString(), decision.GetProperty("why").GetString())
        );
        Assert.Equal(state, (await ApiCall.GetAsync(instance, $"clusters/{TheCluster.Id}")).Json.GetProperty("state").GetString());
        Assert.Contains("role=\"status\"", await server.Client.GetStringAsync(sent.Headers.Location), StringComparison.Ordinal);
    }

    /// <summary>The preview says what the decision then does, for each account.</summary>
    [Theory]
    [InlineData("Confirm")]
    [InlineData("Dismiss")]
    [InlineData("Shadow")]
    public async Task ThePreview_NamesExactlyWhomItTouches(string kind)
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        await OverrideAsync(instance, "m005", new { action = "allow", why = "A known customer." });
        var cursor = await CaughtUpAsync(instance);

        var form = await server.Client.GetStringAsync($"{s_decide}?decision={kind}");
        using var sent = await SendAsync(server, form, ("by", "ana"), ("why", "x"));

        await instance.Get<ViewFollower>().ReadAsync(default);
        var changed = (await ApiCall.GetAsync(instance, $"verdicts/changes?since={cursor}"))
            .Json.GetProperty("verdicts")
            .EnumerateArray()
            .Select(v => v.GetProperty("account").GetString()!)
            .Order(StringComparer.Ordinal);
        Assert.Equal(changed, Account().Matches(form).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    /// <summary>A browser ends each line of a text with two characters. Whichever way it comes, it is kept with one.</summary>
    [Fact]
    public async Task LinesOfAReason_AreKeptAsLines_FromTheFormAndFromTheApi()
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        var form = await server.Client.GetStringAsync($"{s_decide}?decision=Dismiss");

        using var sent = await SendAsync(server, form, ("by", "ana"), ("why", "One.\r\nTwo."));
        await OverrideAsync(instance, "m005", new { action = "allow", why = "Three.\r\nFour." });

        var decision = (await ApiCall.GetAsync(instance, "decisions")).Json.GetProperty("decisions")[0];
        var set = (await ApiCall.GetAsync(instance, "overrides")).Json.GetProperty("overrides")[0];
        Assert.Equal(("One.\nTwo.", "Three.\nFour."), (decision.GetProperty("why").GetString(), set.GetProperty("why").GetString()));
    }

    [Fact]
    public async Task AFormThatIsSentTwice_DecidesOnce()
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        var form = await server.Client.GetStringAsync($"{s_decide}?decision=Dismiss");
        var week = Option().Matches(form).Select(m => m.Groups[1].Value).First(v => v.Length > 0);
        (string, string)[] fields = [("by", "ana"), ("why", "A class."), ("expires", week)];

        using var first = await SendAsync(server, form, fields);
        instance.Time.Advance(TimeSpan.FromSeconds(7));
        using var again = await SendAsync(server, form, fields);
        using var other = await SendAsync(server, form, [fields[0], ("why", "Not a class."), fields[2]]);

        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        var decision = Assert.Single((await ApiCall.GetAsync(instance, "decisions")).Json.GetProperty("decisions").EnumerateArray());
        Assert.Equal(
            DateTimeOffset.Parse(week, System.Globalization.CultureInfo.InvariantCulture),
            decision.GetProperty("expires").GetDateTimeOffset()
        );
    }

    [Theory]
    [InlineData("", "ana", "key", "", "why must say something")]
    [InlineData(" \u200B ", "ana", "key", "", "why must say something")]
    [InlineData("x", "", "key", "", "by must name who decides")]
    [InlineData("x", "ana", "key", "2020-01-01T00:00:00Z", "expires is in the past")]
    [InlineData("x", "ana", "key", "2036-01-01T00:00:00Z", "more than a year")]
    [InlineData("x", "ana", "key", "soon", "not one of the choices")]
    [InlineData("x", "ana", "", "", "idempotency key")]
    public async Task AFormWithAFault_ComesBackWithWhatWasTyped(string why, string by, string key, string expires, string fault)
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);

        using var sent = await server.SendAsync(
            s_decide,
            "same-origin",
            ("decision", "Confirm"),
            ("why", why),
            ("by", by),
            ("key", key),
            ("expires", expires)
        );

        var page = WebUtility.HtmlDecode(await sent.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        Assert.Contains(fault, page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{by}\"", page, StringComparison.Ordinal);
        Assert.Equal("suspect verify", await VerdictAsync(instance, "m003"));
    }

    /// <summary>Neither the console nor the API takes what a page of another site makes a browser send.</summary>
    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("same-site", null)]
    [InlineData("none", null)]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "null")]
    public async Task WhatAnotherSiteSends_DecidesNothing(string? site, string? origin)
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        if (origin is not null)
        {
            server.Client.DefaultRequestHeaders.TryAddWithoutValidation("Origin", origin);
        }

        using var form = await server.SendAsync(s_decide, site, ("decision", "Confirm"), ("why", "x"), ("by", "ana"), ("key", "k"));
        using var account = await server.SendAsync(
            "/console/account/override",
            site,
            ("id", "m003"),
            ("action", "Block"),
            ("why", "x"),
            ("by", "a"),
            ("key", "k")
        );
        foreach (var other in new[] { "seen", "allowlist", $"clusters/{TheCluster.Id}/note", "operations/operation-000000000001/decide" })
        {
            using var refused = await server.SendAsync($"/console/{other}", site, ("by", "ana"), ("note", "x"), ("key", "k"));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using var api = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/clusters/{TheCluster.Id}/decisions")
        {
            Content = new StringContent("""{"decision":"confirm","by":"ana","why":"x"}"""),
        };
        if (site is not null)
        {
            api.Headers.Add("Sec-Fetch-Site", site);
        }

        using var json = await server.Client.SendAsync(api);

        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden],
            [form.StatusCode, account.StatusCode, json.StatusCode]
        );
        Assert.Contains("cross_site", await json.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("suspect verify", await VerdictAsync(instance, "m003"));
    }

    /// <summary>A browser that does not say where a form comes from is not trusted; a program that calls the API need not say.</summary>
    [Fact]
    public async Task WithoutTheHeader_AFormIsRefused_AndAProgramIsNot()
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);

        using var form = await server.SendAsync(s_decide, null, ("decision", "Confirm"), ("why", "x"), ("by", "ana"), ("key", "k"));
        using var api = await server.Client.PostAsync(
            $"/api/v1/clusters/{TheCluster.Id}/decisions",
            new StringContent("""{"decision":"confirm","by":"ana","why":"x"}""")
        );

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (form.StatusCode, api.StatusCode));
    }

    private static Task<HttpResponseMessage> SendAsync(ConsoleServer server, string form, params IEnumerable<(string, string)> fields) =>
        ConsoleForm.SendAsync(server, s_decide, form, fields);

    [GeneratedRegex("<option value=\"([^\"]*)\"")]
    private static partial Regex Option();

    [GeneratedRegex("href=\"/console/account\\?id=([^\"]+)\"")]
    private static partial Regex Account();
}
