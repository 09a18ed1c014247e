using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Distill.Functions.Api;

/// <summary>Reads the bodies that the API takes. An unknown member is an error: it may be a known one, misspelt.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(ZonedTime)]
)]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(OverrideRequest))]
[JsonSerializable(typeof(AllowRequest))]
[JsonSerializable(typeof(MarkRequest))]
[JsonSerializable(typeof(AuditRequest))]
[JsonSerializable(typeof(string))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Default.GetTypeInfo(typeof(T))!;
}
