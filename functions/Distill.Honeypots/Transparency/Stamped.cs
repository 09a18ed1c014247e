namespace Distill.Honeypots.Transparency;

/// <summary>Evidence with its time stamp.</summary>
/// <param name="Evidence">What was stamped, as <see cref="CanonicalJson"/> writes it.</param>
/// <param name="Token">The RFC 3161 token, Base64; null where no authority was asked.</param>
public sealed record Stamped<T>(T Evidence, string? Token = null)
    where T : class;
