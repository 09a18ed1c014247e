using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Otlp;

/// <summary>An answer of OpenTelemetry's protocol, in the encoding of its request.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otlp/#otlphttp-response</remarks>
internal sealed class OtlpAnswer : IResult, IStatusCodeHttpResult
{
    // The tags of fields with a number, and of fields with a length.
    private const byte FirstNumber = 0x08,
        FirstBytes = 0x0a,
        SecondBytes = 0x12;

    private readonly bool _isJson;
    private readonly byte[] _body;

    private OtlpAnswer(int status, bool isJson, byte[] body) => (StatusCode, _isJson, _body) = (status, isJson, body);

    public int? StatusCode { get; }

    /// <summary>Everything was taken, but for what was rejected. The sender does not send that again. With none rejected, the words warn.</summary>
    /// <param name="rejected">Spans or records that were rejected.</param>
    /// <param name="why">Why, and what to do; empty if all is well.</param>
    /// <param name="isSpans">Whether the request held spans.</param>
    /// <param name="request">The request.</param>
    public static OtlpAnswer Taken(int rejected, string why, bool isSpans, HttpRequest request)
    {
        var isJson = OtlpRequest.IsJson(request);
        if (why.Length == 0)
        {
            return new OtlpAnswer(StatusCodes.Status200OK, isJson, isJson ? "{}"u8.ToArray() : []);
        }

        var body = isJson
            ? Json(json =>
            {
                json.WriteStartObject("partialSuccess");
                json.WriteString(isSpans ? "rejectedSpans" : "rejectedLogRecords", rejected.ToString(CultureInfo.InvariantCulture));
                json.WriteString("errorMessage", why);
                json.WriteEndObject();
            })
            : [FirstBytes, .. WithLength([FirstNumber, .. Varint((uint)rejected), SecondBytes, .. WithLength(Encoding.UTF8.GetBytes(why))])];
        return new OtlpAnswer(StatusCodes.Status200OK, isJson, body);
    }

    /// <summary>A refusal: a Status with a message. A sender tries again after 429 and 503, and after nothing else.</summary>
    public static OtlpAnswer Of(int status, string message, HttpRequest request)
    {
        var (isJson, code) = (OtlpRequest.IsJson(request), CodeOf(status));
        var body = isJson
            ? Json(json =>
            {
                json.WriteNumber("code", code);
                json.WriteString("message", message);
            })
            : [FirstNumber, .. Varint((uint)code), SecondBytes, .. WithLength(Encoding.UTF8.GetBytes(message))];
        return new OtlpAnswer(status, isJson, body);
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCode!.Value;
        response.ContentType = _isJson ? OtlpRequest.Json : OtlpRequest.Protobuf;
        response.ContentLength = _body.Length;
        return response.Body.WriteAsync(_body, httpContext.RequestAborted).AsTask();
    }

    // The codes of gRPC that stand for HTTP's.
    private static int CodeOf(int status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => 16,
            StatusCodes.Status403Forbidden => 7,
            StatusCodes.Status415UnsupportedMediaType => 12,
            StatusCodes.Status429TooManyRequests => 8,
            StatusCodes.Status503ServiceUnavailable => 14,
            >= StatusCodes.Status500InternalServerError => 13,
            _ => 3,
        };

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static byte[] WithLength(byte[] bytes) => [.. Varint((uint)bytes.Length), .. bytes];

    private static List<byte> Varint(uint value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return bytes;
    }
}
