using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Distill.Functions.Api;

/// <summary>The bodies that the API takes. Members that are not known are an error: one misspelt would be one left out.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(OverrideRequest))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Default.GetTypeInfo(typeof(T))!;
}

internal sealed record BatchRequest(IReadOnlyList<string?>? Accounts);

internal sealed record DecisionRequest(string? Decision, string? By, string? Why, DateTimeOffset? Expires) : IOrder;

internal sealed record OverrideRequest(string? Action, string? By, string? Why, DateTimeOffset? Expires) : IOrder;
