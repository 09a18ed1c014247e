using System.Diagnostics.Metrics;
using Distill.Contracts;
using Distill.Functions.Batches;
using Distill.Functions.Correlation;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Distill.Functions.Tests.Telemetry;

/// <summary>The metrics that alerts ask for are recorded, and what the app records is exported.</summary>
public sealed class MetricTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task IngestLag_IsTheAgeOfABatchsOldestEvent_ByPartition()
    {
        using var instance = new Instance(azurite.NewAccount());
        using var exported = new Exported(instance);
        var events = Some.Events([Some.Call(id: "1"), Some.Call(id: "2")]);
        events[0] = events[0] with { Enqueued = instance.Time.GetUtcNow().AddSeconds(-30) };
        events[1] = events[1] with { Enqueued = instance.Time.GetUtcNow().AddSeconds(-120) };

        await instance.IngestAsync("7", events);

        Assert.Equal((120.0, "partition=7"), Assert.Single(exported.Read("distill.ingest.lag")));
    }

    [Fact]
    public async Task IngestCounts_ComeOut()
    {
        using var instance = new Instance(azurite.NewAccount());
        using var exported = new Exported(instance);

        await instance.IngestAsync("0", [.. Some.Events([Some.Call()]), Some.Event(4, "{}")]);

        Assert.Equal((3.0, "partition=0"), Assert.Single(exported.Read("distill.ingest.missed")));
        Assert.Equal((1.0, ""), Assert.Single(exported.Read("distill.ingest.events")));
        Assert.Equal((1.0, ""), Assert.Single(exported.Read("distill.ingest.windows")));
        Assert.Equal((1.0, "reason=missing_field"), Assert.Single(exported.Read("distill.ingest.rejects")));
    }

    /// <summary>The exporter has a filter by the meters' names.</summary>
    [Fact]
    public async Task Metrics_PassTheExportersFilter()
    {
        List<Metric> exported = [];
        var builder = OpenTelemetry.Sdk.CreateMeterProviderBuilder();
        Distill.Functions.Telemetry.AzureMonitor.AddMeters(builder);
        using var provider = builder.AddInMemoryExporter(exported).Build();
        using var instance = new Instance(azurite.NewAccount());

        await instance.IngestAsync("0", [.. Some.Events([Some.Call()]), Some.Event(1, "{}")]);
        await instance.CorrelateAsync();
        provider.ForceFlush();

        Assert.Superset(
            new HashSet<string>
            {
                "distill.ingest.events",
                "distill.ingest.windows",
                "distill.ingest.rejects",
                "distill.ingest.lag",
                "distill.correlation.watermark_age",
            },
            exported.Select(m => m.Name).ToHashSet()
        );
    }

    [Fact]
    public async Task WatermarkAge_GrowsWhileARunFails_AndIsZeroAfterOne()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store, new Faults(int.MaxValue, afterwards: false));
        await instance.IngestAsync("0", Some.Events([.. Enumerable.Range(0, 6).Select(i => Some.Call(id: $"{i}", minute: i))]));
        instance.Time.SetUtcNow(DateTimeOffset.UtcNow.AddHours(5));
        using (var dying = new Instance(store, new Faults(1, afterwards: false)))
        {
            using var failing = new Exported(dying);
            dying.Time.SetUtcNow(DateTimeOffset.UtcNow.AddHours(5));
            await Assert.ThrowsAsync<DiedException>(() => dying.Get<CorrelationRun>().CatchUpAsync(default));

            Assert.InRange(Assert.Single(failing.Read("distill.correlation.watermark_age")).Value, 5 * 3600 - 60, 5 * 3600 + 60);
        }

        using var exported = new Exported(instance);
        await instance.Get<CorrelationRun>().CatchUpAsync(default);

        Assert.Equal((0.0, ""), Assert.Single(exported.Read("distill.correlation.watermark_age")));
    }

    [Fact]
    public async Task WatermarkAge_IsReportedByARunThatFindsNothing()
    {
        using var instance = new Instance(azurite.NewAccount());
        using var exported = new Exported(instance);

        await instance.CorrelateAsync();

        Assert.Equal((0.0, ""), Assert.Single(exported.Read("distill.correlation.watermark_age")));
    }

    [Theory]
    [InlineData(0, 50)]
    [InlineData(0, 200)]
    public void AnHour_WaitsFromItsEndAndTheLatenessOn(int written, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(Math.Max(minutes - 70, 0)), Age(written, minutes));

    /// <summary>A log of last month that is replayed now has waited since it was written, and not for a month.</summary>
    [Fact]
    public void AReplayedHour_WaitsFromItsWritingOn() => Assert.Equal(TimeSpan.FromMinutes(10), Age(written: 43_200, minutes: 43_210));

    [Fact]
    public void WithoutAnHourDue_NothingWaits() =>
        Assert.Equal(TimeSpan.Zero, WatermarkAge.Of(null, [], Some.Start.AddDays(1), new CorrelationOptions()));

    [Fact]
    public void WithoutAnAddressee_NothingIsCollected() =>
        Assert.Null(
            new ServiceCollection()
                .AddDistill(new ConfigurationBuilder().AddInMemoryCollection([new("DistillStorage", "UseDevelopmentStorage=true")]).Build())
                .BuildServiceProvider()
                .GetService<MeterProvider>()
        );

    [Fact]
    public void WithAnAddressee_MetricsAreCollected()
    {
        using var services = new ServiceCollection()
            .AddLogging()
            .AddDistill(
                new ConfigurationBuilder()
                    .AddInMemoryCollection([
                        new("DistillStorage", "UseDevelopmentStorage=true"),
                        new(
                            "APPLICATIONINSIGHTS_CONNECTION_STRING",
                            "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=http://127.0.0.1:9/"
                        ),
                        new("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=11111111-1111-1111-1111-111111111111;Authorization=AAD"),
                    ])
                    .Build()
            )
            .BuildServiceProvider();

        Assert.NotNull(services.GetService<MeterProvider>());
    }

    private static TimeSpan Age(int written, int minutes)
    {
        var hour = Hour.Of(Some.Start);
        var progress = new[]
        {
            new HourProgress(new HubPartition("1"), hour, default, Some.Start.AddMinutes(written + 25)),
            new HourProgress(new HubPartition("0"), hour, default, Some.Start.AddMinutes(written)),
            new HourProgress(new HubPartition("0"), hour + 1, default, Some.Start.AddMinutes(written + 40)),
        };
        return WatermarkAge.Of(hour, progress, Some.Start.AddMinutes(minutes), new CorrelationOptions());
    }

    /// <summary>What one instance records while other tests run.</summary>
    private sealed class Exported : IDisposable
    {
        private readonly List<(string Name, double Value, string Tags)> _records = [];
        private readonly MeterListener _listener = new();

        public Exported(Instance instance)
        {
            var own = instance.Get<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == own)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>(Record);
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, state) => Record(instrument, value, tags, state));
            _listener.Start();
        }

        /// <summary>The last value for each set of tags.</summary>
        public (double Value, string Tags)[] Read(string name)
        {
            lock (_records)
            {
                return [.. _records.Where(r => r.Name == name).GroupBy(r => r.Tags).Select(g => (g.Last().Value, g.Key))];
            }
        }

        public void Dispose() => _listener.Dispose();

        private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            var text = string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"));
            lock (_records)
            {
                _records.Add((instrument.Name, value, text));
            }
        }
    }
}
