namespace Distill.Contracts.Sealing;

/// <summary>
/// Something is sealed with a key that is not in the key ring. It is an error of the settings and not of the data, so nothing may go on without it.
/// </summary>
public sealed class MissingKeyException(string message) : Exception(message);
