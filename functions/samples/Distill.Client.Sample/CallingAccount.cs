using System.Globalization;
using System.Net;
using Distill.Client.Calls;

namespace Distill.Client.Sample;

/// <summary>
/// Identifies the caller. Here the API key contains the account; a real tier looks it up. The rest comes from headers of a proxy in front.
/// </summary>
internal static class CallingAccount
{
    private const string KeyPrefix = "sk-";

    public static readonly Dictionary<string, object?> MissingKey = new() { ["code"] = "missing_key" };

    public static string? Of(HttpContext context) =>
        context.Request.Headers["x-api-key"].ToString() is { Length: > 3 } key && key.StartsWith(KeyPrefix, StringComparison.Ordinal)
            ? key[KeyPrefix.Length..]
            : null;

    public static ModelCall Describe(HttpContext context, string account, MessageRequest request, MessageAnswer answer, bool trustTime)
    {
        var headers = context.Request.Headers;
        return new()
        {
            Id = answer.Id,
            Account = account,
            Model = request.Model,
            Time = trustTime && DateTimeOffset.TryParse(headers["x-sample-time"], CultureInfo.InvariantCulture, out var time) ? time : default,
            Platform = "api",
            Reseller = headers["x-edge-reseller"],
            InputTokens = answer.Usage.InputTokens,
            OutputTokens = answer.Usage.OutputTokens,
            Address = IPAddress.TryParse(headers["x-forwarded-for"], out var address) ? address : context.Connection.RemoteIpAddress,
            Asn = uint.TryParse(headers["x-edge-asn"], CultureInfo.InvariantCulture, out var asn) ? asn : 0,
            Country = headers["x-edge-country"],
            UserAgent = headers.UserAgent,
            Tls = headers["x-edge-tls"],
            Tools = request.Tools is { } tools ? [.. tools.Select(tool => tool.Name)] : null,
        };
    }
}
