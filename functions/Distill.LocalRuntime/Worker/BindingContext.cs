namespace Microsoft.Azure.Functions.Worker;

/// <summary>Exposes what the trigger knows besides its value.</summary>
public abstract class BindingContext
{
    /// <summary>The trigger's metadata by name; names ignore case.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
