using Azure;
using Distill.Contracts;
using Distill.Core.Volumes;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Volumes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.Functions.Tests.Volumes;

/// <summary>Unusual volumes are shown beside the verdicts, and change none of them.</summary>
public sealed class VolumeWatchTests(AzuriteFixture azurite)
{
    // Events arrive three days after the first one. Later times would be in the future.
    private const int Hours = 70;

    private static readonly Dictionary<string, string?> s_small = new()
    {
        ["Distill:Volumes:MinCalls"] = "20",
        ["Distill:Volumes:MinHours"] = "60",

        // Saved once at the end of a run, not after each of its hours.
        ["Distill:Correlation:SaveEvery"] = "00:05:00",
    };

    [Fact]
    public async Task UnusualHour_IsARow_AndNobodysFault()
    {
        using var instance = new Instance(azurite.NewAccount(), settings: s_small);
        await IngestAsync(instance, lastHour: 100);

        await instance.CorrelateAsync();

        var row = Assert.Single(await Stored.RowsAsync(instance.Connection, VolumeTable.Name)).Row;
        Assert.Equal((Hour.Of(Some.Start.AddHours(Hours - 1)).ToString(), "model|m"), (row.PartitionKey, row.RowKey));
        Assert.Equal((100L, 5L), (row.GetInt64("Calls"), row.GetDouble("Expected")));
        Assert.All(await Stored.RowsAsync(instance.Connection, AccountVerdictTable.Name), v => Assert.Equal("clear", v.Row.GetString("Level")));
    }

    [Fact]
    public async Task UsualHour_IsNoRow()
    {
        using var instance = new Instance(azurite.NewAccount(), settings: s_small);
        await IngestAsync(instance, lastHour: 5);

        await instance.CorrelateAsync();

        Assert.Empty(await Stored.RowsAsync(instance.Connection, VolumeTable.Name));
    }

    /// <summary>A warm instance that counts hour by hour and a cold one that counts at once get the same volumes.</summary>
    [Fact]
    public async Task WarmRuns_SeeWhatAColdOneSees()
    {
        using var cold = new Instance(azurite.NewAccount(), settings: s_small);
        await IngestAsync(cold, lastHour: 100);
        await cold.CorrelateAsync();

        using var warm = new Instance(azurite.NewAccount(), settings: s_small);
        await IngestAsync(warm, lastHour: 100, from: 0, to: 40);
        await warm.CorrelateAsync();
        await IngestAsync(warm, lastHour: 100, from: 40, to: Hours);
        await warm.CorrelateAsync();

        Assert.Single(await Stored.RowsAsync(cold.Connection, VolumeTable.Name));
        Assert.Equal(await Stored.LinesAsync(cold.Connection, VolumeTable.Name), await Stored.LinesAsync(warm.Connection, VolumeTable.Name));
    }

    [Fact]
    public async Task DetectorThatIsAway_StopsNoVerdict()
    {
        using var instance = new Instance(azurite.NewAccount(), settings: s_small, detector: new Away());
        await IngestAsync(instance, lastHour: 100);

        await instance.CorrelateAsync();

        Assert.Empty(await Stored.RowsAsync(instance.Connection, VolumeTable.Name));
        Assert.NotEmpty(await Stored.RowsAsync(instance.Connection, AccountVerdictTable.Name));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("detector", "must be an address")]
    [InlineData("ftp://detector.example", "must be an address")]
    // This build has no client for the service.
    [InlineData("http://detector.example", "AnomalyDetectorClient=true")]
    public void Endpoint_ChoosesTheDetector(string? endpoint, string? error)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("DistillStorage", "UseDevelopmentStorage=true"),
                new("Distill:Features:Keys", Some.Keys),
                new("AnomalyDetector:Endpoint", endpoint),
            ])
            .Build();
        using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddDistill(configuration)
            .BuildServiceProvider();
        if (error is null)
        {
            Assert.IsType<SpectralVolumeDetector>(services.GetRequiredService<IVolumeDetector>());
        }
        else
        {
            var e = Assert.Throws<SettingsException>(services.CheckSettings);
            Assert.Contains(error, Assert.Single(e.Errors), StringComparison.Ordinal);
        }
    }

    private static async Task IngestAsync(Instance instance, int lastHour, int from = 0, int to = Hours)
    {
        for (var hour = from; hour < to; hour++)
        {
            var calls = Enumerable
                .Range(0, hour == Hours - 1 ? lastHour : 5)
                .Select(i =>
                    Some.Call($"acct_{i % 5}", $"{hour}/{i}", (60 * hour) + (i / 2.0), prompt: $"Number {hour} of {i} is {hour * i}: say it.")
                );
            await instance.IngestAsync("0", Some.Events(calls, first: 1000 * hour));
        }
    }

    private sealed class Away : IVolumeDetector
    {
        public Task<VolumeReading> ReadLastAsync(VolumeSeries series, CancellationToken cancellationToken) =>
            throw new RequestFailedException(503, "Away.");
    }
}
