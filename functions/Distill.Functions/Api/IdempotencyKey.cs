using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Distill.Contracts;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Makes a request that is sent again the same one: its key gives what it makes the same id.</summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int MaxLength = 200;

    /// <summary>The id of what a request makes: drawn from its key, or by chance without one. False when the key is not one.</summary>
    public static bool TryId(HttpRequest request, string kind, out string id)
    {
        var keys = request.Headers[Header];
        id = Guid.NewGuid().ToString("n");
        if (keys.Count == 0)
        {
            return true;
        }

        if (keys is not [{ Length: > 0 and <= MaxLength } key] || key.Any(c => c is <= ' ' or > '~'))
        {
            return false;
        }

        id = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{kind}\n{key}")))[..32];
        return true;
    }

    /// <summary>Tells a request from another one: a fingerprint of all that it asks for.</summary>
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
