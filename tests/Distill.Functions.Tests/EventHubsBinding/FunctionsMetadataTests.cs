using System.Text.Json;
using Distill.Functions.Triggers;

namespace Distill.Functions.Tests.EventHubsBinding;

/// <summary>The metadata that the worker's SDK writes beside the app. Every host reads it.</summary>
public sealed class FunctionsMetadataTests
{
    private static readonly JsonElement s_functions = JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "functions.metadata")))
        .RootElement;

    [Fact]
    public void AllFunctions_AreThere() => Assert.Equal(40, s_functions.GetArrayLength());

    /// <summary>The host adds no prefix, because the console is not below the API. OpenTelemetry's protocol has paths of its own.</summary>
    [Fact]
    public void EveryRoute_IsOfTheApiOrTheConsoleOrOpenTelemetry()
    {
        var routes = s_functions
            .EnumerateArray()
            .SelectMany(f => f.GetProperty("bindings").EnumerateArray())
            .Where(b => b.GetProperty("type").GetString() == "httpTrigger")
            .Select(b => b.GetProperty("route").GetString()!)
            .ToArray();

        Assert.NotEmpty(routes);
        Assert.All(
            routes,
            r =>
                Assert.True(
                    r.StartsWith("api/v1/", StringComparison.Ordinal)
                        || r.StartsWith("console/", StringComparison.Ordinal)
                        || r is "v1/traces" or "v1/logs" or "{first:regex(^(api|v1|console)$)}/{*path}",
                    r
                )
        );
    }

    [Fact]
    public void WhatAnswersGet_AnswersHead()
    {
        var methods = s_functions
            .EnumerateArray()
            .SelectMany(f => f.GetProperty("bindings").EnumerateArray())
            .Where(b => b.GetProperty("type").GetString() == "httpTrigger" && b.TryGetProperty("methods", out _))
            .Select(b => b.GetProperty("methods").EnumerateArray().Select(m => m.GetString()).ToArray())
            .ToArray();

        Assert.Contains(methods, m => m.Contains("get"));
        Assert.All(methods, m => Assert.Equal(m.Contains("get"), m.Contains("head")));
    }

    [Fact]
    public void IngestCalls_GetsBatches_AsTheBytesOfTheirMessages()
    {
        var binding = Assert.Single(Function(nameof(IngestCalls)).GetProperty("bindings").EnumerateArray());

        string[] names = ["name", "direction", "type", "eventHubName", "connection", "consumerGroup", "cardinality"];
        Assert.Equal(
            ["events", "In", "eventHubTrigger", "%CallsHub%", "EventHubConnection", "%CallsConsumerGroup%", "Many"],
            names.Select(n => binding.GetProperty(n).GetString())
        );
        Assert.Equal("True", binding.GetProperty("properties").GetProperty("supportsDeferredBinding").GetString());
    }

    [Fact]
    public void IngestCalls_IsRetriedByTheHost()
    {
        var retry = Function(nameof(IngestCalls)).GetProperty("retry");

        Assert.Equal(
            ("exponentialBackoff", 5, "00:00:01", "00:01:00"),
            (
                retry.GetProperty("strategy").GetString(),
                retry.GetProperty("maxRetryCount").GetInt32(),
                retry.GetProperty("minimumInterval").GetString(),
                retry.GetProperty("maximumInterval").GetString()
            )
        );
    }

    private static JsonElement Function(string name) => s_functions.EnumerateArray().Single(f => f.GetProperty("name").GetString() == name);
}
