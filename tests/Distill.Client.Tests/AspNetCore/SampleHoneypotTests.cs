using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Distill.Honeypots.Marking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static Distill.Client.Tests.AspNetCore.RunningSample;

namespace Distill.Client.Tests.AspNetCore;

public sealed class SampleHoneypotTests
{
    [Fact]
    public async Task AnswersToAHoneypotAccount_AreMarked_WithAReceipt_AndNobodyElses()
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(folder["master.key"], new string('7', 64));
        await using var service = await FakeService.StartAsync();
        service.Write(
            new FedVerdict("bait", "suspect", 70, "honeypot", "hydra-bb173e3d4fe8"),
            new FedVerdict("tried", "suspect", 70, "honeypot", "hydra-bb173e3d4fe8", Simulated: true)
        );
        await using var app = await StartAsync(
            service,
            new Lines(),
            new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)),
            $"--Sample:Honeypot:MasterKeyFile={folder["master.key"]}",
            $"--Sample:Honeypot:Receipts={folder["receipts.jsonl"]}",
            "--Sample:Honeypot:Rate=1"
        );
        using var http = ClientOf(app);

        var plain = await AnswerAsync(http, "good");
        var marked = await AnswerAsync(http, "bait");

        Assert.NotEqual(plain.Text, marked.Text);
        Assert.Equal(plain.Text, (await AnswerAsync(http, "tried")).Text);
        await app.StopAsync();
        var receipt = ReceiptJson.Read(Encoding.UTF8.GetBytes(Assert.Single(await File.ReadAllLinesAsync(folder["receipts.jsonl"]))))!;
        Assert.Equal(
            (marked.Id, "bait", "hydra-bb173e3d4fe8", "2026-11-23"),
            (receipt.RequestId, receipt.Account.Value, receipt.Code.Value, receipt.Epoch.Value)
        );
        Assert.Equal((Hash(plain.Text), Hash(marked.Text)), (receipt.Before, receipt.After));
        Assert.NotEmpty(receipt.Sites);

        static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WithoutAKey_OrAPlaceForReceipts_AnswersLeaveAsTheyCame(bool hasKey)
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(folder["master.key"], new string('7', 64));
        await using var service = await FakeService.StartAsync();
        service.Write(new FedVerdict("bait", "suspect", 70, "honeypot", "hydra-bb173e3d4fe8"));
        string[] settings = hasKey
            ? [$"--Sample:Honeypot:MasterKeyFile={folder["master.key"]}", $"--Sample:Honeypot:Receipts={folder["missing/receipts.jsonl"]}"]
            : [];
        await using var app = await StartAsync(service, new Lines(), null, [.. settings, "--Sample:Honeypot:Rate=1"]);
        using var http = ClientOf(app);

        Assert.Equal((await AnswerAsync(http, "good")).Text, (await AnswerAsync(http, "bait")).Text);
    }

    [Fact]
    public async Task WrongHoneypotSettings_AreAllNamedAtStart()
    {
        await using var service = await FakeService.StartAsync();

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            StartAsync(
                service,
                new Lines(),
                null,
                "--Sample:Honeypot:MasterKeyFile=nowhere.key",
                "--Sample:Honeypot:Rate=2",
                "--Sample:Honeypot:EpochDays=0"
            )
        );

        Assert.Equal(["MasterKeyFile", "Receipts", "EpochDays", "Rate"], failure.Failures.Select(f => f.Split(' ')[0]));
    }

    private static async Task<(string Id, string Text)> AnswerAsync(HttpClient http, string account)
    {
        using var answer = await SendAsync(http, account);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (body.GetProperty("id").GetString()!, body.GetProperty("content").GetString()!);
    }

    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("distill").FullName;

        public string this[string name] => Path.Combine(_path, name);

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
