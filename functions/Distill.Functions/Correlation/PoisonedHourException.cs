using Distill.Contracts;

namespace Distill.Functions.Correlation;

/// <summary>The correlation of an hour failed, and not because of the storage. It would fail again.</summary>
public sealed class PoisonedHourException(Hour hour, Exception cause) : Exception($"The correlation of {hour} failed.", cause)
{
    public Hour Hour => hour;
}
