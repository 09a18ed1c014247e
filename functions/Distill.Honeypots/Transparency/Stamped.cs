using System.Text.Json.Serialization;

namespace Distill.Honeypots.Transparency;

/// <summary>Something with its time stamp.</summary>
/// <param name="Content">What was stamped, as <see cref="CanonicalJson"/> writes it.</param>
/// <param name="Token">The RFC 3161 token, Base64; null if no authority was asked.</param>
public sealed record Stamped<T>([property: JsonPropertyName("evidence")] T Content, string? Token = null)
    where T : class;
