using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Functions.Notifications;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Publishing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Distill.Functions.Tests.Notifications;

/// <summary>News of clusters reach a receiver: signed, each under one id, and in the end as a dead letter.</summary>
public sealed class NotificationTests(AzuriteFixture azurite)
{
    private static readonly byte[] s_key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly Cluster s_cluster = Run.Cluster(1, 10);

    [Fact]
    public async Task NewGrownAndReturnedClusters_AreToldOnce_AndSigned()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var instance = Start(receiver);
        var grown = s_cluster with { Accounts = Run.Cluster(1, 15).Accounts };
        Cluster[][] runs =
        [
            [s_cluster, Run.Cluster(2, 10, level: VerdictLevel.Watch)],
            [s_cluster],
            [s_cluster with { Accounts = Run.Cluster(1, 14).Accounts }],
            [grown],
            [grown with { IsDissolved = true }],
            [grown with { IsDissolved = true }],
            [grown],
        ];
        foreach (var (i, clusters) in runs.Index())
        {
            await TellAsync(instance, Run.First + i, clusters);

            // A run that is repeated, here by another instance, has nothing to add.
            await using var other = Start(receiver, instance.Connection);
            await TellAsync(other, Run.First + i, clusters);
        }

        var events = receiver.Taken.Select(t => JsonDocument.Parse(t.Body).RootElement).ToArray();
        Assert.Equal(
            ["distill.cluster.new", "distill.cluster.grown", "distill.cluster.returned"],
            events.Select(e => e.GetProperty("type").GetString())
        );
        Assert.Equal(3, receiver.Taken.Select(t => t.Id).Distinct().Count());
        foreach (var (taken, told) in receiver.Taken.Zip(events))
        {
            Assert.Equal("1.0", told.GetProperty("specversion").GetString());
            Assert.Equal(taken.Id, told.GetProperty("id").GetString());
            Assert.Equal($"{s_cluster.Id}", told.GetProperty("subject").GetString());
            Assert.Equal("application/cloudevents+json; charset=utf-8", taken.Type);
            var signed = HMACSHA256.HashData(s_key, Encoding.UTF8.GetBytes($"{taken.Id}.{taken.Timestamp}.{taken.Body}"));
            Assert.Equal($"v1,{Convert.ToBase64String(signed)}", taken.Signature);
        }

        Assert.DoesNotContain("m003", string.Concat(receiver.Taken.Select(t => t.Body)), StringComparison.Ordinal);
    }

    /// <summary>What was not taken is sent again under the same id, after longer and longer pauses, and is a dead letter in the end.</summary>
    [Fact]
    public async Task ANotificationThatIsRefused_IsSentAgain_AndThenKeptAsADeadLetter()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var instance = Start(receiver);
        receiver.Status = 503;
        foreach (var (minutes, tries) in new[] { (0, 1), (4, 1), (1, 2), (9, 2), (1, 3), (20, 4), (600, 4) })
        {
            instance.Time.Advance(TimeSpan.FromMinutes(minutes));
            await TellAsync(instance, Run.First, [s_cluster]);
            Assert.Equal(tries, receiver.Taken.Count);
        }

        Assert.Single(receiver.Taken.Select(t => t.Id).Distinct());
        var dead = Assert.Single(await instance.Get<NoticeTable>().ReadDeadAsync(default));
        Assert.Equal((receiver.Taken.First().Id, 4, "The receiver answered 503."), (dead.Id, dead.Attempts, dead.Fault));
        Assert.Empty(await instance.Get<NoticeTable>().ReadDueAsync(DateTimeOffset.MaxValue, default));
        Assert.Contains(instance.Logs.Bad, l => l.Id.Id == 802);

        // Later news still go out.
        receiver.Status = 204;
        await TellAsync(instance, Run.First.Next, [s_cluster with { Accounts = Run.Cluster(1, 20).Accounts }]);
        Assert.Equal(5, receiver.Taken.Count);
    }

    /// <summary>A run tells of what it published.</summary>
    [Fact]
    public async Task ARun_Tells()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var instance = Start(receiver);
        await Run.SaveAsync(instance, Run.First, Run.Verdicts(s_cluster), s_cluster);

        await instance.CorrelateAsync();
        await instance.CorrelateAsync();

        Assert.Equal($"{s_cluster.Id}", JsonDocument.Parse(Assert.Single(receiver.Taken).Body).RootElement.GetProperty("subject").GetString());
    }

    [Theory]
    [InlineData("http://example.com/hook", "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", "Url")]
    [InlineData("ftp://127.0.0.1/hook", "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", "Url")]
    [InlineData("https://example.com/hook", "", "Secret")]
    [InlineData("https://example.com/hook", "whsec_AQID", "Secret")]
    [InlineData("https://example.com/hook", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", "Secret")]
    [InlineData("https://example.com/hook", "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", null)]
    [InlineData("", "", null)]
    public void Settings_AreChecked_AndTheSecretIsNeverSaid(string url, string secret, string? wrong)
    {
        var options = new NotificationOptions { Url = url, Secret = secret };
        var errors = string.Join(' ', options.Errors());

        Assert.Equal(wrong is null, errors.Length == 0);
        Assert.StartsWith(wrong ?? "", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("AQID", errors + options, StringComparison.Ordinal);
    }

    private static Task TellAsync(Instance instance, Hour hour, Cluster[] clusters) => instance.Get<Notifier>().RunAsync(clusters, hour, default);

    private Instance Start(Receiver receiver, string? connection = null) =>
        new(
            connection ?? azurite.NewAccount(),
            settings: new()
            {
                ["Distill:Notifications:Url"] = receiver.Url,
                ["Distill:Notifications:Secret"] = $"whsec_{Convert.ToBase64String(s_key)}",
                ["Distill:Notifications:Attempts"] = "4",
            }
        );

    /// <summary>A receiver on this machine. It keeps what it got.</summary>
    private sealed class Receiver(WebApplication app) : IAsyncDisposable
    {
        public ConcurrentQueue<(string Id, string Timestamp, string Signature, string? Type, string Body)> Taken { get; } = new();

        public int Status { get; set; } = 200;

        public string Url => $"{app.Urls.Single()}/hook";

        public static async Task<Receiver> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
            builder.Logging.ClearProviders();
            var app = builder.Build();
            var receiver = new Receiver(app);
            app.MapPost("/hook", receiver.TakeAsync);
            await app.StartAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task TakeAsync(HttpContext http)
        {
            using var reader = new StreamReader(http.Request.Body);
            var headers = http.Request.Headers;
            Taken.Enqueue(
                (
                    headers["webhook-id"].ToString(),
                    headers["webhook-timestamp"].ToString(),
                    headers["webhook-signature"].ToString(),
                    http.Request.ContentType,
                    await reader.ReadToEndAsync()
                )
            );
            http.Response.StatusCode = Status;
        }
    }
}
