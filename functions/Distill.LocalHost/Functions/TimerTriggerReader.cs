using Distill.LocalHost.Schedules;
using Distill.LocalHost.Settings;

namespace Distill.LocalHost.Functions;

internal sealed class TimerTriggerReader(SettingExpansion expansion, StartupProblems problems)
{
    public Trigger? Read(string function, RawBinding binding)
    {
        if (binding.Flag("runOnStartup", false))
        {
            problems.Add($"{function}: RunOnStartup is not supported: every restart and every new instance would run it.");
        }
        var written = binding.Text("schedule") ?? "";
        if (expansion.Expand(written, $"{function}: the schedule '{written}'") is not { } expression)
        {
            return null;
        }
        if (ScheduleParser.TryParse(expression, out var reason) is { } schedule)
        {
            return new TimerTrigger(schedule, binding.Flag("useMonitor", true) && !schedule.IsFrequent);
        }
        problems.Add($"{function}: the schedule '{expression}' {reason}.");
        return null;
    }
}
