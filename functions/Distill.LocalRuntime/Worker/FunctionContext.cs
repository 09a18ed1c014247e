namespace Microsoft.Azure.Functions.Worker;

/// <summary>What one execution of a function knows about itself.</summary>
public abstract class FunctionContext
{
    /// <summary>Unique to the invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Unique to the function and stable across invocations.</summary>
    public abstract string FunctionId { get; }

    /// <summary>What the trigger knows besides its value.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Where this invocation stands among the retries of the event that triggered it.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this execution's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Shared by middleware and function within this invocation.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Signals that the invocation is to end: time-out, shutdown, or a client that is gone.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
