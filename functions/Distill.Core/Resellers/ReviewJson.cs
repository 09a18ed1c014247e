using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Contracts.Json;

namespace Distill.Core.Resellers;

/// <summary>Reviews as JSON, for files, the store and the API. Equal values give equal bytes.</summary>
public static class ReviewJson
{
    /// <summary>Returns the figures of a channel as one line of UTF-8 JSON, without a line end.</summary>
    public static byte[] Write(ChannelReport report) => JsonSerializer.SerializeToUtf8Bytes(report, ReviewJsonContext.Compact.ChannelReport);

    /// <summary>Returns requests as one line of UTF-8 JSON, without a line end.</summary>
    public static byte[] Write(IReadOnlyList<EvidenceRequest> requests) =>
        JsonSerializer.SerializeToUtf8Bytes(requests, ReviewJsonContext.Compact.IReadOnlyListEvidenceRequest);

    /// <summary>Reads figures that <see cref="Write(ChannelReport)"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are something else.</exception>
    public static ChannelReport ReadReport(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, ReviewJsonContext.Compact.ChannelReport) ?? throw new JsonException("A channel must be a JSON object.");

    /// <summary>Reads requests that <see cref="Write(IReadOnlyList{EvidenceRequest})"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are something else.</exception>
    public static IReadOnlyList<EvidenceRequest> ReadRequests(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, ReviewJsonContext.Compact.IReadOnlyListEvidenceRequest)
        ?? throw new JsonException("Requests must be a JSON array.");

    /// <summary>Writes channels without their requests.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="review">Hour and population.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="next">Where the next page begins, or null.</param>
    public static void Write(Utf8JsonWriter json, ResellerReview review, IEnumerable<ReviewedChannel> channels, Channel? next)
    {
        json.WriteStartObject();
        json.WriteString("asOf", review.Hour.End.UtcDateTime);
        json.WritePropertyName("population");
        JsonSerializer.Serialize(json, review.Population, ReviewJsonContext.Compact.ReviewedPopulation);
        json.WriteStartArray("resellers");
        foreach (var channel in channels)
        {
            JsonSerializer.Serialize(json, channel.Report, ReviewJsonContext.Compact.ChannelReport);
        }

        json.WriteEndArray();
        json.WriteString("next", next?.ToString());
        json.WriteEndObject();
    }

    /// <summary>Writes one channel with its requests.</summary>
    public static void Write(Utf8JsonWriter json, ReviewedChannel channel, Contracts.Hour asOf)
    {
        json.WriteStartObject();
        json.WriteString("asOf", asOf.End.UtcDateTime);
        json.WritePropertyName("reseller");
        JsonSerializer.Serialize(json, channel.Report, ReviewJsonContext.Compact.ChannelReport);
        json.WritePropertyName("requests");
        JsonSerializer.Serialize(json, channel.Requests, ReviewJsonContext.Compact.IReadOnlyListEvidenceRequest);
        json.WriteEndObject();
    }
}

/// <summary>Serializer metadata of reviews.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ChannelReport))]
[JsonSerializable(typeof(IReadOnlyList<EvidenceRequest>))]
[JsonSerializable(typeof(ReviewedPopulation))]
internal sealed partial class ReviewJsonContext : JsonSerializerContext
{
    public static ReviewJsonContext Compact { get; } = new(Named());

    private static JsonSerializerOptions Named()
    {
        var options = CompactJson.NewOptions();
        options.Converters.Add(new JsonStringEnumConverter<ChannelKind>(JsonNamingPolicy.SnakeCaseLower));
        options.Converters.Add(new JsonStringEnumConverter<Grade>(JsonNamingPolicy.SnakeCaseLower));
        options.Converters.Add(new JsonStringEnumConverter<TrendDirection>(JsonNamingPolicy.SnakeCaseLower));
        options.Converters.Add(new JsonStringEnumConverter<EvidenceNeed>(JsonNamingPolicy.SnakeCaseLower));
        return options;
    }
}
