using System.Text;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Functions.Publishing;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Api;

public sealed class VerdictApiTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task AnAccountNeverSeen_IsNotAssessed()
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.GetAsync(instance, "verdicts/acct_9");

        Assert.Equal((200, "application/json; charset=utf-8"), (answer.Status, answer.Type));
        var audit = Encoding.UTF8.GetString(VerdictJson.Write(Verdict.NeverSeen(Some.Account("acct_9"))));
        Assert.Equal(audit[..^1] + ",\"expires\":null,\"simulated\":false}", answer.Text);
    }

    [Theory]
    [InlineData("acct_1", "acct_1")]
    [InlineData("a b#é", "a%20b%23%C3%A9")]
    [InlineData("team/a", "team%2Fa")]
    public async Task AVerdict_IsTheAuditsAndHowItStands_WhetherTheViewIsReadOrNot(string account, string path)
    {
        await using var instance = new Instance(azurite.NewAccount());
        var verdict = Run.Verdict(account, VerdictLevel.Suspect, 70, Run.Id(1), Some.Start);
        await Run.SaveAsync(instance, Run.First, [verdict]);

        var cold = await ApiCall.GetAsync(instance, $"verdicts/{path}");
        await instance.Get<ViewFollower>().ReadAsync(default);
        var warm = await ApiCall.GetAsync(instance, $"verdicts/{path}");

        Assert.Equal(Encoding.UTF8.GetString(VerdictJson.Write(verdict))[..^1] + ",\"expires\":null,\"simulated\":false}", warm.Text);
        Assert.Equal(warm.Text, cold.Text);
        Assert.Equal("private, max-age=15", warm.Headers.CacheControl);
    }

    [Fact]
    public async Task WhatIsKnownAlready_IsNotSentAgain_UntilItChanges()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("a")]);
        var tag = (await ApiCall.GetAsync(instance, "verdicts/a")).Headers.ETag.ToString();

        var same = await ApiCall.GetAsync(instance, "verdicts/a", ("If-None-Match", $"\"other\", {tag}"));
        await Run.SaveAsync(instance, Run.First.Next, [Run.Verdict("a", VerdictLevel.Watch)]);
        await instance.Get<ViewFollower>().ReadAsync(default);
        var other = await ApiCall.GetAsync(instance, "verdicts/a", ("If-None-Match", tag));

        Assert.Matches("^\"[0-9a-f]{16}\"$", tag);
        Assert.Equal((304, 0), (same.Status, same.Body.Length));
        Assert.Equal(tag, same.Headers.ETag);
        Assert.Equal((200, "watch"), (other.Status, other.Json.GetProperty("level").GetString()));
    }

    [Fact]
    public async Task AViewThatIsTooOld_IsReadAgain()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("a")]);
        await instance.Get<ViewFollower>().ReadAsync(default);
        await using var other = new Instance(instance.Connection);
        await Run.SaveAsync(other, Run.First.Next, [Run.Verdict("a", VerdictLevel.Watch)]);

        instance.Time.Advance(TimeSpan.FromSeconds(6));
        var answer = await ApiCall.GetAsync(instance, "verdicts/a");

        Assert.Equal(("watch", "0.0"), (answer.Json.GetProperty("level").GetString(), answer.Headers["Distill-Age"].ToString()));
    }

    [Fact]
    public async Task WithoutTheStorage_WhatIsKnownAnswers_WithItsAge()
    {
        var store = azurite.NewAccount();
        var cut = new Cut();
        await using var instance = new Instance(store, cut);
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("a", VerdictLevel.Watch)]);
        await instance.Get<ViewFollower>().ReadAsync(default);

        cut.IsOn = true;
        var young = await ApiCall.GetAsync(instance, "verdicts/a");
        instance.Time.Advance(TimeSpan.FromSeconds(6));
        var old = await ApiCall.GetAsync(instance, "verdicts/a");

        Assert.Equal((200, "watch"), (young.Status, young.Json.GetProperty("level").GetString()));
        Assert.Equal((200, "watch"), (old.Status, old.Json.GetProperty("level").GetString()));
        Assert.Equal(("6.0", "private, max-age=0"), (old.Headers["Distill-Age"].ToString(), old.Headers.CacheControl.ToString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AStorageThatHangs_HoldsNoLookup(bool isKnown)
    {
        var hang = new Hang();
        await using var instance = new Instance(azurite.NewAccount(), hang);
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("a", VerdictLevel.Watch)]);
        if (isKnown)
        {
            await instance.Get<ViewFollower>().ReadAsync(default);
        }

        // First the hang: as time goes on, the view is read again.
        hang.IsOn = true;
        instance.Time.Advance(TimeSpan.FromSeconds(isKnown ? 6 : 0));
        foreach (var path in (string[])["verdicts/a", "verdicts?account=a"])
        {
            var answer = await Hang.AnswerAsync(instance, ApiCall.GetAsync(instance, path));
            Assert.Equal(isKnown ? (200, null) : (503, "storage_unavailable"), (answer.Status, answer.Code));
        }

        var batch = await Hang.AnswerAsync(instance, ApiCall.PostAsync(instance, "verdicts/batch", new { accounts = new[] { "a" } }));
        Assert.Equal(isKnown ? (200, null) : (503, "storage_unavailable"), (batch.Status, batch.Code));
        hang.IsOn = false;
    }

    [Fact]
    public async Task WhileTheStorageHangs_OnlyTheFirstLookupWaits_AndAfterwardsAllIsCurrent()
    {
        var hang = new Hang();
        await using var instance = new Instance(azurite.NewAccount(), hang);
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("a", VerdictLevel.Watch)]);
        await instance.Get<ViewFollower>().ReadAsync(default);

        hang.IsOn = true;
        instance.Time.Advance(TimeSpan.FromSeconds(6));
        await Hang.AnswerAsync(instance, ApiCall.GetAsync(instance, "verdicts/a"));

        var second = await ApiCall.GetAsync(instance, "verdicts/a");
        hang.IsOn = false;
        await instance.Get<ViewFollower>().ReadAsync(default);
        var back = await ApiCall.GetAsync(instance, "verdicts/a");

        Assert.True(double.Parse(second.Headers["Distill-Age"]!, System.Globalization.CultureInfo.InvariantCulture) > 5);
        Assert.Equal(("0.0", "private, max-age=15"), (back.Headers["Distill-Age"].ToString(), back.Headers.CacheControl.ToString()));
    }

    [Fact]
    public async Task ABatch_IsAnsweredInTheOrderAsked()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("b", VerdictLevel.Watch), Run.Verdict("a")]);

        var cold = await ApiCall.PostAsync(instance, "verdicts/batch", new { accounts = new[] { "b", "unseen", "a", "b" } });
        await instance.Get<ViewFollower>().ReadAsync(default);
        var warm = await ApiCall.PostAsync(instance, "verdicts/batch", new { accounts = new[] { "b", "unseen", "a", "b" } });

        Assert.Equal(
            ["b watch", "unseen not_assessed", "a clear", "b watch"],
            warm.Json.GetProperty("verdicts").EnumerateArray().Select(v => $"{v.GetProperty("account")} {v.GetProperty("level")}")
        );
        Assert.Equal(warm.Text, cold.Text);
    }

    [Fact]
    public async Task ABatchWithBadIds_NamesThem()
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.PostAsync(instance, "verdicts/batch", new { accounts = new[] { "a", "", "b\n" } });

        Assert.Equal((400, "bad_account_ids"), (answer.Status, answer.Code));
        Assert.Equal(["", "b\n"], answer.Json.GetProperty("accounts").EnumerateArray().Select(a => a.GetString()));
    }

    public static TheoryData<string, string> BadBatches =>
        new()
        {
            { "", "bad_body" },
            { "[]", "bad_body" },
            { "{}", "bad_body" },
            { """{"accounts":[]}""", "bad_body" },
            { """{"acounts":["a"]}""", "bad_body" },
            { $$"""{"accounts":["{{string.Join("\",\"", Enumerable.Range(0, 1001))}}"]}""", "bad_body" },
            { """{"accounts":["a",null]}""", "bad_account_ids" },
            { new string(' ', 3_000_000), "body_too_large" },
        };

    [Theory]
    [MemberData(nameof(BadBatches))]
    public async Task ABatchOutOfItsLimits_IsAProblem(string body, string code)
    {
        await using var instance = new Instance(azurite.NewAccount());

        Assert.Equal(code, (await ApiCall.PostAsync(instance, "verdicts/batch", body)).Code);
    }

    [Fact]
    public async Task WhatIsNoAccountId_IsAProblemWithACode()
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.GetAsync(instance, "verdicts/" + new string('a', 257));

        Assert.Equal((400, "bad_account_id"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task ShadowMode_MarksEveryVerdict_AndAllowsAll()
    {
        var store = azurite.NewAccount();
        await using var shadow = new Instance(store, settings: new() { ["Distill:Verdicts:Simulated"] = "true" });
        await Run.SaveAsync(shadow, Run.First, [Run.Verdict("a", VerdictLevel.Confirmed, 90), Run.Verdict("b")]);

        // The correlation's setting counts, not that of the instance that answers.
        await using var instance = new Instance(store);
        var flagged = (await ApiCall.GetAsync(instance, "verdicts/a")).Json;
        Assert.Equal("confirmed allow True", $"{flagged.GetProperty("level")} {flagged.GetProperty("action")} {flagged.GetProperty("simulated")}");
        Assert.Contains("the action would be block", flagged.GetProperty("reasons")[0].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True((await ApiCall.GetAsync(instance, "verdicts/unseen")).Json.GetProperty("simulated").GetBoolean());

        await instance.CorrelateAsync();
        await instance.Get<ViewFollower>().ReadAsync(default);
        var acting = (await ApiCall.GetAsync(instance, "verdicts/a")).Json;
        Assert.Equal("confirmed block False", $"{acting.GetProperty("level")} {acting.GetProperty("action")} {acting.GetProperty("simulated")}");
    }
}
