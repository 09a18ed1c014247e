namespace Distill.LocalHost.Functions;

/// <summary>A function of the app that this host can invoke.</summary>
/// <param name="Name">Its name, which is unique but for case.</param>
/// <param name="Id">What the worker calls it.</param>
/// <param name="Trigger">What sets it off.</param>
/// <param name="Parameter">The parameter that the trigger fills.</param>
/// <param name="Retry">When it is invoked again after it failed.</param>
internal sealed record Function(string Name, string Id, Trigger Trigger, string Parameter, RetryPolicy Retry);
