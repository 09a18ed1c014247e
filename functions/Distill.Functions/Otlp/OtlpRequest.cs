using System.IO.Compression;
using Distill.Functions.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Distill.Functions.Otlp;

/// <summary>The body of a request of OpenTelemetry's protocol: protobuf or JSON, plain or gzip.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otlp/#otlphttp-request</remarks>
internal static class OtlpRequest
{
    /// <summary>The largest body, unpacked, in bytes: a collector's batch of thousands of spans with their prompts.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    public const string Json = "application/json";
    public const string Protobuf = "application/x-protobuf";

    /// <summary>Whether the body is JSON. Its answer is then too.</summary>
    public static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the body.</summary>
    /// <returns>The body, or why it is not taken.</returns>
    public static async Task<(byte[] Body, IResult? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsJson(request) && !IsProtobuf(request))
        {
            return ([], OtlpAnswer.Of(StatusCodes.Status415UnsupportedMediaType, $"Content-Type must be {Protobuf} or {Json}.", request));
        }

        var packing = $"{request.Headers.ContentEncoding}".Trim();
        var isGzip = packing.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!isGzip && packing.Length > 0 && !packing.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return ([], OtlpAnswer.Of(StatusCodes.Status415UnsupportedMediaType, "Content-Encoding must be gzip, or none.", request));
        }

        if (await RequestBody.ReadAsync(request, MaxBytes, cancellationToken) is not { } body)
        {
            return ([], TooLarge(request));
        }

        try
        {
            return !isGzip ? (body, null)
                : await UnpackAsync(body, cancellationToken) is { } plain ? (plain, null)
                : ([], TooLarge(request));
        }
        catch (InvalidDataException)
        {
            return ([], OtlpAnswer.Of(StatusCodes.Status400BadRequest, "The body is no whole gzip data.", request));
        }
    }

    private static bool IsProtobuf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(Protobuf, StringComparison.OrdinalIgnoreCase);

    private static async Task<byte[]?> UnpackAsync(byte[] packed, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream(packed);
        var gzip = new GZipStream(bytes, CompressionMode.Decompress);
        await using (gzip)
        {
            return await RequestBody.ReadAsync(gzip, packed.Length, MaxBytes, cancellationToken);
        }
    }

    private static OtlpAnswer TooLarge(HttpRequest request) =>
        OtlpAnswer.Of(
            StatusCodes.Status413PayloadTooLarge,
            FormattableString.Invariant($"A request may have {MaxBytes:N0} bytes, unpacked. Send smaller batches."),
            request
        );
}
