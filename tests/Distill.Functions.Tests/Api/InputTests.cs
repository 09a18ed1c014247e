using System.Text;
using Distill.Contracts.Verdicts;
using Distill.Functions.Publishing;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Api;

/// <summary>Whatever a caller sends, the answer says what is wrong with it.</summary>
public sealed class InputTests(AzuriteFixture azurite)
{
    public static TheoryData<string> Cursors
    {
        get
        {
            var cursor = ChangesCursor.After(Guid.Parse("0f0e0d0c-0b0a-0908-0706-050403020100"), 7).ToString();
            return
            [
                new string('!', cursor.Length),
                cursor.ToLowerInvariant(),
                cursor.ToUpperInvariant(),
                cursor[..^1],
                cursor + "A",
                cursor[..^1] + "=",
                cursor[..^2] + "%20%20",
                "%C3%A9" + cursor[1..],
                "-",
                new string('A', cursor.Length),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Cursors))]
    public async Task WhatIsNoCursor_Is400(string since)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.GetAsync(instance, $"verdicts/changes?since={since}");

        Assert.Equal((400, "bad_cursor"), (answer.Status, answer.Code));
    }

    public static TheoryData<string> Misspelt =>
        [
            "verdicts/changes?sinse=x",
            "verdicts/changes?limit=1&waits=1",
            "verdicts/a?verbose=1",
            "verdicts?account=a&x",
            "clusters?limits=1",
            $"clusters/{Run.Id(1)}?after=a",
            "openapi.json?x=1",
            "verdicts/changes?since=%E9",
            "clusters?after=%",
            "clusters?after=%4",
            "verdicts?account=%C3",
        ];

    [Theory]
    [MemberData(nameof(Misspelt))]
    public async Task AQueryThatIsNotUnderstood_Is400(string path)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.GetAsync(instance, path);

        Assert.Equal((400, "bad_query"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("verdicts/%E9")]
    [InlineData("verdicts/a%C3")]
    [InlineData("verdicts/%C0%AF")]
    [InlineData("verdicts/%ED%A0%80")]
    public async Task AnAccountWhoseEscapesAreNotUtf8_Is400(string path)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.GetAsync(instance, path);

        Assert.Equal((400, "bad_account_id"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("c/d", "verdicts/c%2Fd")]
    [InlineData("c/d", "verdicts?account=c/d")]
    [InlineData("c%2Fd", "verdicts/c%252Fd")]
    [InlineData("c%2Fd", "verdicts?account=c%252Fd")]
    [InlineData("c%2fd", "verdicts/c%252fd")]
    [InlineData("%E9", "verdicts/%25E9")]
    [InlineData("100%", "verdicts/100%25")]
    [InlineData("a+b", "verdicts/a+b")]
    [InlineData("changes", "verdicts?account=changes")]
    [InlineData("batch", "verdicts?account=batch")]
    [InlineData("batch", "verdicts/batch")]
    [InlineData("..", "verdicts?account=..")]
    public async Task EachAccount_IsItsOwn(string account, string path)
    {
        await using var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, [Run.Verdict(account, VerdictLevel.Watch)]);

        var answer = await ApiCall.GetAsync(instance, path);

        Assert.Equal(("watch", account), (answer.Json.GetProperty("level").GetString(), answer.Json.GetProperty("account").GetString()));
    }

    [Theory]
    [InlineData("c%2Fd", "accounts/c%252Fd/overrides")]
    [InlineData("c/d", "accounts/c%2Fd/overrides")]
    public async Task AnOverride_IsOfTheAccountThatIsNamed(string account, string path)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.PostAsync(
            instance,
            path,
            new
            {
                action = "block",
                by = "ana",
                why = "x",
            }
        );

        Assert.Equal(account, answer.Json.GetProperty("account").GetString());
    }

    [Theory]
    [InlineData("events")]
    [InlineData("verdicts/batch")]
    [InlineData("honeypots/mark")]
    [InlineData("accounts/a/overrides")]
    public async Task ACompressedBody_Is415(string path)
    {
        await using var instance = new Instance(azurite.NewAccount());

        foreach (var encoding in (string[])["gzip", "br", "x-unknown", "identity, gzip"])
        {
            var answer = await ApiCall.PostAsync(instance, path, "{}", ("Content-Encoding", encoding));
            Assert.Equal((415, "compressed_body"), (answer.Status, answer.Code));
        }

        Assert.NotEqual(415, (await ApiCall.PostAsync(instance, path, "{}", ("Content-Encoding", "identity"))).Status);
    }

    [Fact]
    public async Task AByteOrderMark_IsTakenEverywhere()
    {
        await using var instance = new Instance(azurite.NewAccount());

        var batch = await ApiCall.PostAsync(instance, "verdicts/batch", "\uFEFF{\"accounts\":[\"a\"]}");
        var set = await ApiCall.PostAsync(instance, "accounts/a/overrides", "\uFEFF{\"action\":\"block\",\"by\":\"ana\",\"why\":\"x\"}");
        var marked = await ApiCall.PostAsync(instance, "honeypots/mark", "\uFEFF{\"text\":\"x\",\"account\":\"a\",\"requestId\":\"r\"}");
        var events = await ApiCall.PostAsync(instance, "events", "\uFEFF" + System.Text.Json.JsonSerializer.Serialize(Some.Call()));

        Assert.Equal((200, 200, 200, 202), (batch.Status, set.Status, marked.Status, events.Status));
        Assert.Equal(1, events.Json.GetProperty("accepted").GetInt32());
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("verdict/a")]
    [InlineData("nothing/overrides")]
    [InlineData("")]
    [InlineData("clusters/a/b/c")]
    public async Task AnUnknownRoute_Is404(string path)
    {
        await using var instance = new Instance(azurite.NewAccount());

        var answer = await ApiCall.GetAsync(instance, path);

        Assert.Equal((404, "unknown_route"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("verdicts/a")]
    [InlineData("verdicts?account=a")]
    [InlineData("verdicts/changes")]
    [InlineData("clusters")]
    [InlineData("openapi.json")]
    public async Task Head_AnswersAsGetDoes_WithoutABody(string path)
    {
        await using var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("a", VerdictLevel.Watch)]);

        var get = await ApiCall.GetAsync(instance, path);
        var head = await ApiCall.SendAsync(instance, "HEAD", path, null, []);

        Assert.Equal((200, 200, get.Type), (get.Status, head.Status, head.Type));
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
    }

    [Fact]
    public async Task FortyOverridesAtOnce_AllSucceed()
    {
        await using var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("a")]);
        await instance.Get<ViewFollower>().ReadAsync(default);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(i =>
                    ApiCall.PostAsync(
                        instance,
                        $"accounts/acct_{i}/overrides",
                        new
                        {
                            action = "block",
                            by = "ana",
                            why = "x",
                        }
                    )
                )
        );

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Equal(40, answers.Select(a => Encoding.UTF8.GetString(a.Body)).Distinct().Count());
    }
}
