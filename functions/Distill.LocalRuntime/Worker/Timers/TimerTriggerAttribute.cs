using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the parameter of a function that is invoked on a schedule.</summary>
/// <param name="schedule">Six or five cron fields, a TimeSpan, or <c>%setting%</c> naming a setting that holds one of them.</param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    public string Schedule { get; private set; } = schedule;

    /// <summary>Whether occurrences are recorded so that a missed one is noticed. Off for schedules of less than a minute, whatever is set.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Refused by the local runtime: a start, a scale-out and a restart would each run the function.</summary>
    public bool RunOnStartup { get; set; }
}
