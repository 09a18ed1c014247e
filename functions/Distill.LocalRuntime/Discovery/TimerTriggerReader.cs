using System.Reflection;
using Distill.LocalRuntime.Settings;
using Distill.LocalRuntime.Timers;
using Microsoft.Azure.Functions.Worker;

namespace Distill.LocalRuntime.Discovery;

internal sealed class TimerTriggerReader(SettingExpansion expansion, StartupProblems problems) : ITriggerReader
{
    public Trigger? Read(string function, ParameterInfo parameter, Attribute attribute)
    {
        var timer = (TimerTriggerAttribute)attribute;
        if (parameter.ParameterType != typeof(TimerInfo))
            problems.Add($"{function}: the parameter {parameter.Name} must be a TimerInfo.");
        if (timer.RunOnStartup)
            problems.Add($"{function}: RunOnStartup is not supported: every restart and every new instance would run it.");
        if (expansion.Expand(timer.Schedule, $"{function}: the schedule '{timer.Schedule}'") is not { } expression)
            return null;
        if (Schedule.TryParse(expression, out var reason) is { } schedule)
            return new TimerTrigger(schedule, timer.UseMonitor && !schedule.IsFrequent);
        problems.Add($"{function}: the schedule '{expression}' {reason}.");
        return null;
    }

    public Argument? Bind(ParameterInfo parameter, Trigger trigger) => null;

    public bool Returns(Type type) => type == typeof(void) || type == typeof(Task);
}
