using System.Text;
using Distill.Contracts.Verdicts;
using Distill.Functions.Api;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Publishing;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Tests.Api;

/// <summary>Requests that are almost right.</summary>
public sealed class OddRequestTests(AzuriteFixture azurite)
{
    private const string Good = """{"type":"call","id":"ID","time":"2026-04-22T03:00:00Z","account":"a","model":"m"}""";

    /// <summary>Whatever costs an event nothing on a line costs it nothing in an array.</summary>
    [Theory]
    [InlineData(""","inputTokens":NaN""", 2)]
    [InlineData(""","prompt":"a\x41b" """, 2)]
    [InlineData(""","prompt":"a,]}[{\"" """, 2)]
    [InlineData(",\"prompt\":\"a\tb\"", 2)]
    [InlineData(",\"prompt\":\"a\u0001b\"", 2)]
    [InlineData(",oops", 1)]
    public async Task AnArray_TakesWhatLinesTake(string more, int accepted)
    {
        await using var instance = new Instance(azurite.NewAccount());
        var odd = Good.Replace("ID", "1", StringComparison.Ordinal)[..^1] + more + "}";
        var deep = Good.Replace("ID", "2", StringComparison.Ordinal)[..^1] + $",\"prompt\":{new string('[', 70)}{new string(']', 70)}}}";

        var lines = await ApiCall.PostAsync(instance, "events", odd + "\n" + deep);
        var array = await ApiCall.PostAsync(instance, "events", "[ " + odd + " ,\n" + deep + "]\n");

        Assert.Equal((202, accepted), (lines.Status, lines.Json.GetProperty("accepted").GetInt32()));
        Assert.Equal((202, lines.Json.ToString()), (array.Status, array.Json.ToString()));
    }

    [Theory]
    [InlineData("[", "event 0")]
    [InlineData("[{},", "event 1")]
    [InlineData("[{},,{}]", "event 1")]
    [InlineData("[{},{\"a\":\"b]", "event 1")]
    [InlineData("[{}] {}", "follows")]
    [InlineData("[]", "1 to 500")]
    [InlineData("", "1 to 500")]
    [InlineData("hello\nworld", "No line")]
    public async Task ABodyThatHoldsNoEvents_Is400AndSaysWhere(string body, string says)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.PostAsync(instance, "events", body);

        Assert.Equal((400, "bad_body"), (answer.Status, answer.Code));
        Assert.Contains(says, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEventOverSeveralLines_IsOneEvent_AndOtherEncodingsAreRefused()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var pretty = Good.Replace("ID", "1", StringComparison.Ordinal).Replace(",", ",\r\n  ", StringComparison.Ordinal);

        var answer = await ApiCall.PostAsync(instance, "events", pretty + "\n");
        Assert.Equal((202, 1), (answer.Status, answer.Json.GetProperty("accepted").GetInt32()));

        // A line that breaks off costs itself alone.
        var cut = await ApiCall.PostAsync(instance, "events", Good[..40] + "\n" + Good + "\n" + Good.Replace("ID", "2", StringComparison.Ordinal));
        Assert.Equal((202, 2), (cut.Status, cut.Json.GetProperty("accepted").GetInt32()));

        Assert.Equal(400, (await SendAsync(instance, Encoding.Unicode.GetBytes(Good + "\n" + Good))).Status);
        Assert.Equal(
            400,
            (await SendAsync(instance, Encoding.BigEndianUnicode.GetPreamble().Concat(Encoding.BigEndianUnicode.GetBytes(Good)))).Status
        );
        Assert.Equal("compressed_body", (await SendAsync(instance, [0x1F, 0x8B, 8, 0, 1, 2, 3])).Code);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b?c%")]
    public async Task AnyAccount_CanBeBlocked(string account)
    {
        await using var instance = new Instance(azurite.NewAccount());
        var path = "overrides?account=" + Uri.EscapeDataString(account);

        var answer = await ApiCall.PostAsync(instance, path, Block("x"), ("Idempotency-Key", "k"));
        Assert.Equal((200, account), (answer.Status, answer.Json.GetProperty("account").GetString()));
        Assert.Equal(answer.Json.ToString(), (await ApiCall.PostAsync(instance, path, Block("x"), ("Idempotency-Key", "k"))).Json.ToString());
        var verdict = await ApiCall.GetAsync(instance, "verdicts?account=" + Uri.EscapeDataString(account));
        Assert.Equal("block", verdict.Json.GetProperty("action").GetString());
        Assert.Equal("bad_account_id", (await ApiCall.PostAsync(instance, "overrides", Block("x"))).Code);
    }

    [Theory]
    [InlineData("overrides?account=a", """{"action":"allow","action":"block","why":"x"}""", "action comes twice")]
    [InlineData("accounts/a/overrides", """{"action":"block","why":"x","w\u0068y":"y"}""", "why comes twice")]
    [InlineData("verdicts/batch", """{"accounts":["a"],"accounts":["b"]}""", "accounts comes twice")]
    [InlineData(
        "clusters/hydra-000000000001/decisions",
        """{"decision":"confirm","by":"a","why":"x","decision":"dismiss"}""",
        "decision comes twice"
    )]
    public async Task AMemberThatComesTwice_Is400AndNamed(string path, string body, string says)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.PostAsync(instance, path, body);

        Assert.Equal((400, "bad_body"), (answer.Status, answer.Code));
        Assert.Contains(says, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-05-02t00:00:00z", true)]
    [InlineData("2026-05-02T00:00Z", true)]
    [InlineData("2026-05-02T00:00:00.5+01:00", true)]
    [InlineData("2026-05-02T00:00:00", false)]
    [InlineData("2026-05-02 00:00:00Z", false)]
    public async Task ATime_IsAsRfc3339Says(string expires, bool isTime)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.PostAsync(instance, "accounts/a/overrides", Block("x", expires: expires));

        Assert.Equal(isTime ? (200, null) : (400, "bad_body"), (answer.Status, answer.Code));
        Assert.True(isTime || answer.Json.GetProperty("detail").GetString()!.Contains("zone", StringComparison.Ordinal));
        var other = await ApiCall.PostAsync(instance, "accounts/a/overrides", """{"action":7,"why":"x"}""");
        Assert.DoesNotContain("zone", other.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u3164", "ana", false)]
    [InlineData("\u2800\u2800", "ana", false)]
    [InlineData("\u200B\u00AD", "ana", false)]
    [InlineData("\uFE0F\u0301", "ana", false)]
    [InlineData("\u115F \u1160\uFFA0", "ana", false)]
    [InlineData("😀", "ana", true)]
    [InlineData("理由", "ana", true)]
    [InlineData("Not \u202Eours.", "ana", false)]
    [InlineData("One.\r\n\tTwo.", "ana", true)]
    [InlineData("\u05D0\u05D7\u05D3 \u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 \U0001F468\u200D\U0001F467", "ana", true)]
    [InlineData("x", "a\u202Ena", false)]
    [InlineData("x", "a\u2067na", false)]
    [InlineData("x", "\u3164", false)]
    [InlineData("x", "Zoë \u0645\u06CC\u200C", true)]
    public async Task ReasonsAndNames_CanBeSeen(string why, string by, bool isTaken)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.PostAsync(instance, "accounts/a/overrides", Block(why, by));

        Assert.Equal(isTaken ? (200, null) : (400, "bad_override"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("/api/v1/verdicts?account=%zz")]
    [InlineData("/api/v1/verdicts?account=a%ff")]
    public async Task ABadEscapeInTheQueryAsItWasWritten_Is400(string written)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.GetAsync(instance, "verdicts?account=a", (RouteId.AddressHeader, written));

        Assert.Equal((400, "bad_query"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(" =1+1", " =1+1")]
    [InlineData("\u200B=1+1", @"\u200B=1+1")]
    [InlineData("\u00A0\uFEFF@x", "\u00A0\\uFEFF@x")]
    [InlineData("=1", "=1")]
    public async Task AFormulaAfterWhatCantBeSeen_GetsAnApostrophe(string why, string shown)
    {
        var http = new DefaultHttpContext();
        http.Response.Body = new MemoryStream();

        await new CsvAnswer(
            "x",
            [
                [why, "a =b", ""],
            ],
            null
        ).ExecuteAsync(http);

        Assert.Equal($"\"'{shown}\",\"a =b\",\"\"\r\n", Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()));
    }

    [Fact]
    public async Task AnEventThatCantBeStored_IsNamedToItsSender_AndNotCalledADeadLetter()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        var call = Good.Replace("ID", "1", StringComparison.Ordinal);
        Assert.Equal(202, (await ApiCall.PostAsync(instance, "events", call)).Status);
        var (table, row) = (await Stored.RowsAsync(store, "windows")).Single();
        row["Calls0"] = new byte[] { 9 };
        await new Azure.Data.Tables.TableClient(store, table).UpdateEntityAsync(row, Azure.ETag.All, Azure.Data.Tables.TableUpdateMode.Replace);

        await using var next = new Instance(store);
        var answer = await ApiCall.PostAsync(next, "events", Good.Replace("ID", "2", StringComparison.Ordinal));

        Assert.Equal((202, 0), (answer.Status, answer.Json.GetProperty("accepted").GetInt32()));
        Assert.DoesNotContain(next.Logs.Texts, t => t.Contains("dead letters", StringComparison.Ordinal));
        Assert.Contains(next.Logs.Bad, l => l.Id.Id == 112);
        Assert.Empty(await Stored.RowsAsync(store, DeadLetterTable.Name));
    }

    [Fact]
    public async Task ADecision_SaysHowManyHadPassed()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var cluster = Run.Cluster(1, 8);
        Verdict[] verdicts = [.. Run.Verdicts(cluster)];
        verdicts[2] = verdicts[2] with { Action = VerdictAction.Allow, Reasons = [new Reason("verification", "Verified 2026-04-01: so.", 0)] };
        await Run.SaveAsync(instance, Run.First, verdicts, cluster);

        var answer = await ApiCall.PostAsync(
            instance,
            $"clusters/{Run.Id(1)}/decisions",
            new
            {
                decision = "ban_plan",
                by = "ana",
                why = "So.",
            }
        );

        Assert.Equal(1, answer.Json.GetProperty("passed").GetInt32());
        await using var next = new Instance(instance.Connection);
        var listed = (await ApiCall.GetAsync(next, "decisions")).Json.GetProperty("decisions")[0];
        Assert.Equal(1, listed.GetProperty("passed").GetInt32());
    }

    private static Dictionary<string, string> Block(string why, string by = "ana", string? expires = null)
    {
        var body = new Dictionary<string, string>
        {
            ["action"] = "block",
            ["by"] = by,
            ["why"] = why,
        };
        if (expires is not null)
        {
            body["expires"] = expires;
        }

        return body;
    }

    private static Task<Answer> SendAsync(Instance instance, IEnumerable<byte> body) => ApiCall.SendAsync(instance, "POST", "events", [.. body], []);
}
