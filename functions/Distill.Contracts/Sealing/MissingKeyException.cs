namespace Distill.Contracts.Sealing;

/// <summary>
/// Something is sealed with a key that is not in the key ring. It is an error of the settings and not of the data, so nothing may go on without it.
/// </summary>
/// <param name="message">Says what is sealed, and what to do.</param>
/// <param name="epoch">The key's epoch (<see cref="EpochKey.Epoch"/>).</param>
/// <param name="check">The key's check (<see cref="EpochKey.Check"/>).</param>
public sealed class MissingKeyException(string message, int epoch, uint check) : Exception(message)
{
    /// <summary>Names the key: rows that name the same one were sealed with it.</summary>
    public (int Epoch, uint Check) Key { get; } = (epoch, check);
}
