using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Distill.Contracts;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Recognizes a request that is sent again: the same key gives the same id.</summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int MaxLength = 200;

    /// <summary>Gives the id of what a request makes: from its key, or by chance if it has none. False if the key is bad.</summary>
    public static bool TryId(HttpRequest request, string kind, out string id)
    {
        var keys = request.Headers[Header];
        id = New();
        return keys.Count == 0 || (keys is [{ } key] && TryId(key, kind, out id));
    }

    /// <summary>Gives the id of what a key makes. False if the key is bad.</summary>
    public static bool TryId(string key, string kind, out string id)
    {
        var isKey = key.Length is > 0 and <= MaxLength && !key.Any(c => c is <= ' ' or > '~');
        id = isKey ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{kind}\n{key}")))[..32] : "";
        return isKey;
    }

    /// <summary>A key, or an id, that nobody has used.</summary>
    public static string New() => Guid.NewGuid().ToString("n");

    /// <summary>A fingerprint of all that a request asks for. It tells the request from another one.</summary>
    public static string Of(params object?[] asked)
    {
        var text = new StringBuilder();
        foreach (var value in asked)
        {
            var own = Convert.ToString(value, CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{(value is null ? -1 : own!.Length)}:{own}");
        }

        return Fingerprint.Of(Encoding.UTF8.GetBytes(text.ToString())).ToString("x16", CultureInfo.InvariantCulture);
    }
}
