namespace Distill.LocalHost.Functions;

/// <summary>A function of the app that this host can invoke.</summary>
/// <param name="Name">The function's name. No other function has it, ignoring case.</param>
/// <param name="Id">The worker's id of the function.</param>
/// <param name="Trigger">What triggers it.</param>
/// <param name="Parameter">The parameter that receives the trigger's value.</param>
/// <param name="Retry">How it is retried after a failure.</param>
internal sealed record Function(string Name, string Id, Trigger Trigger, string Parameter, RetryPolicy Retry);
