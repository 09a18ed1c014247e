using System.Net;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Console;

/// <summary>The pages of resellers and clouds.</summary>
public sealed class ResellerPageTests(AzuriteFixture azurite, ReadOnlyConsole console) : IClassFixture<ReadOnlyConsole>
{
    [Fact]
    public async Task List_BeginsWithWhatNeedsTheMost_AndLeadsToEach()
    {
        var page = await console.Client.GetStringAsync("/console/resellers");
        string[] links = [.. page.Split("href=\"/console/reseller?channel=").Skip(1).Select(p => Uri.UnescapeDataString(p.Split('"')[0]))];

        Assert.Equal(["reseller:northgate", "reseller:<b>cheap tokens</b>", "cloud:bedrock", "reseller:small"], links);
        Assert.Contains("49.2 % (39.3 to 61 %)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>cheap", page, StringComparison.Ordinal);
        foreach (var link in links)
        {
            using var one = await console.Client.GetAsync($"/console/reseller?channel={Uri.EscapeDataString(link)}");
            Assert.Equal(HttpStatusCode.OK, one.StatusCode);
            Assert.DoesNotContain("<b>cheap", await one.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OneReseller_ShowsItsGapsClustersAndTheRequestToSend()
    {
        var page = WebUtility.HtmlDecode(await console.Client.GetStringAsync("/console/reseller?channel=reseller:northgate"));

        foreach (
            var part in new[]
            {
                "look closer",
                "less than 0.001, corrected for 4 channels",
                "<td class=\"n\">not known</td>",
                "Attestation contradicted",
                $"href=\"/console/clusters/{ConsoleCase.Campaign.Id}\"",
                "It asks for evidence about 30 accounts.",
                "The first 20 of 30 accounts",
            }
        )
        {
            Assert.Contains(part, page, StringComparison.Ordinal);
        }

        foreach (var (format, type) in new[] { ("csv", "text/csv"), ("markdown", "text/markdown"), ("json", "application/json") })
        {
            var link = $"/api/v1/resellers/request?channel=reseller%3Anorthgate&format={format}";
            Assert.Equal(format != "json", page.Contains($"href=\"{link}\"", StringComparison.Ordinal));
            using var answer = await console.Client.GetAsync(link);
            Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
    }

    [Theory]
    [InlineData("reseller?channel=reseller:nobody")]
    [InlineData("reseller?channel=shop:northgate")]
    [InlineData("reseller")]
    public async Task AResellerThatIsNotInTheReview_IsNotFound(string path)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await console.Client.GetAsync($"/console/{path}")).StatusCode);
    }

    [Fact]
    public async Task WithoutAReview_TheListSaysSo()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("a")]);
        await using var server = await ConsoleServer.StartAsync(instance);

        Assert.Contains("No call has come through a reseller", await server.Client.GetStringAsync("/console/resellers"), StringComparison.Ordinal);
    }
}
