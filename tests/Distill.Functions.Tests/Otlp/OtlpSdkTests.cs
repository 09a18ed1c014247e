using System.Diagnostics;
using System.Text;
using Distill.Contracts.Prompts;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;
using static Distill.Functions.Tests.Otlp.OtlpSender;

namespace Distill.Functions.Tests.Otlp;

/// <summary>OpenTelemetry's own SDK exports to the app.</summary>
public sealed class OtlpSdkTests(AzuriteFixture azurite)
{
    private const int Calls = 40;

    /// <summary>Each call has a span without a prompt, and an event with it. One call has no account.</summary>
    [Fact]
    public async Task SpansAndEvents_OfTheSdk_MakeEachCallOnce()
    {
        await using var instance = new Instance(azurite.NewAccount());
        instance.Time.SetUtcNow(DateTimeOffset.UtcNow);
        await using var server = await OtlpServer.StartAsync(instance);
        using var source = new ActivitySource($"genai-{Guid.NewGuid():n}");

        using (
            var tracer = Sdk.CreateTracerProviderBuilder().AddSource(source.Name).AddOtlpExporter(o => Export(o, server.Address, "v1/traces")).Build()
        )
        using (var logs = LoggerFactory.Create(b => b.AddOpenTelemetry(o => o.AddOtlpExporter(e => Export(e, server.Address, "v1/logs")))))
        {
            var logger = logs.CreateLogger("genai");
            for (var i = 0; i <= Calls; i++)
            {
                using var span = source.StartActivity("chat m-1", ActivityKind.Client)!;
                foreach (var (name, value) in Attributes(i))
                {
                    span.SetTag(name, value);
                }

                List<KeyValuePair<string, object?>> state = [.. Attributes(i), new("gen_ai.input.messages", OtlpJson.Prompt(Text(i)))];
                logger.Log(LogLevel.Information, new EventId(1, "gen_ai.client.inference.operation.details"), state, null, (_, _) => "");
            }

            Assert.True(tracer.ForceFlush());
        }

        Assert.Empty(instance.Logs.Bad);
        await JoinAsync(instance);

        var calls = new List<Core.Events.ApiCall>();
        for (var hour = -1; hour <= 1; hour++)
        {
            calls.AddRange(await CallsAsync(instance, instance.Time.GetUtcNow().AddHours(hour)));
        }

        Assert.Equal(Calls, calls.Count);
        Assert.Equal(Enumerable.Range(0, Calls).Select(i => Features(i).Whole).Order(), calls.Select(c => c.Prompt.Whole).Order());
        Assert.All(calls, c => Assert.Equal(("m-1", 812), (c.Model, c.InputTokens)));
    }

    private static void Export(OtlpExporterOptions options, Uri address, string path)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(address, path);
        options.TimeoutMilliseconds = 120_000;
    }

    private static IEnumerable<KeyValuePair<string, object?>> Attributes(int call)
    {
        yield return new("gen_ai.operation.name", "chat");
        yield return new("gen_ai.request.model", "m-1");
        yield return new("gen_ai.response.id", $"resp-{call}");
        yield return new("gen_ai.usage.input_tokens", 812);
        if (call < Calls)
        {
            yield return new("user.id", $"acct_{call % 3}");
        }
    }

    private static string Text(int call) => $"Write poem number {call} about the sea and its many ships.";

    private static PromptFeatures Features(int call) => PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(Text(call)));
}
