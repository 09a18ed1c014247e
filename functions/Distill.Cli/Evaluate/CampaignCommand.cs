using System.CommandLine;
using System.Diagnostics;
using Distill.Cli.Terminal;
using Distill.Contracts.Verdicts;
using Distill.Core.Options;
using Distill.Evaluation.Enforcement;
using Distill.Evaluation.Report;
using Distill.Simulation;

namespace Distill.Cli.Evaluate;

/// <summary><c>distill evaluate campaign</c>.</summary>
internal static class CampaignCommand
{
    public static Command Create()
    {
        var operators = new Option<int>("--operators")
        {
            HelpName = "1|3",
            DefaultValueFactory = _ => 1,
            Description = "The campaign that was reported of one operator, or that of three at once.",
        };
        var sizes = new Option<string?>("--sizes")
        {
            HelpName = "NxM",
            Description = $"Innocent accounts x campaign accounts. Default: {Of(SeedCampaigns.OneOperator)}, or {Of(SeedCampaigns.ThreeOperators)}.",
        };
        var days = new Option<int?>("--days")
        {
            HelpName = "N",
            Description = $"Days of the campaign, 1 to 364. Default: {SeedCampaigns.OneOperator.Days}, or {SeedCampaigns.ThreeOperators.Days}.",
        };
        var seed = new Option<ulong>("--seed")
        {
            HelpName = "N",
            DefaultValueFactory = _ => 1,
            Description = "Seed of everything random. The same seed gives the same figures.",
        };
        var every = new Option<int>("--every")
        {
            HelpName = "HOURS",
            DefaultValueFactory = _ => 24,
            Description =
                "Correlate every so many hours of event time: a divisor of 24. New accounts are compared with known operators all the time.",
        };
        var provisional = new Option<string>("--provisional")
        {
            HelpName = "throttle|verify",
            DefaultValueFactory = _ => "throttle",
            Description = "What a provisional verdict asks for. Under verify, the account's calls are refused, and its operator gives it up.",
        };
        var output = new Option<string>("--out")
        {
            HelpName = "DIR",
            DefaultValueFactory = _ => "evaluation",
            Description = "Folder for the page and its charts. It is made if it is missing.",
        };
        var command = new Command("campaign", "Replays the campaign that was reported, with its verdicts enforced, and writes a page with charts.")
        {
            operators,
            sizes,
            days,
            seed,
            every,
            provisional,
            output,
        };
        command.OnRun(
            (parsed, cancellationToken) =>
            {
                var isOne = parsed.GetValue(operators) switch
                {
                    1 => true,
                    3 => false,
                    var other => throw new UsageException($"There is no campaign of {other} operators; --operators is 1 or 3."),
                };
                var reported = isOne ? SeedCampaigns.OneOperator : SeedCampaigns.ThreeOperators;
                var (innocent, campaign) = TrialPlan.SizeOf(parsed.GetValue(sizes) ?? Of(reported));
                var size = new LadderSize(innocent, campaign, parsed.GetValue(days) ?? reported.Days, parsed.GetValue(seed));
                var scenario = isOne ? SeedCampaigns.One(size) : SeedCampaigns.Three(size);
                if (scenario.Problems() is { Count: > 0 } problems)
                {
                    throw new UsageException(string.Join(' ', problems));
                }

                var hours = parsed.GetValue(every);
                if (hours < 1 || 24 % hours != 0)
                {
                    throw new UsageException($"--every is a divisor of 24, not {hours}.");
                }

                var (asked, action) = parsed.GetRequiredValue(provisional) switch
                {
                    "throttle" => ("", VerdictAction.Throttle),
                    "verify" => (" --provisional verify", VerdictAction.Verify),
                    var other => throw new UsageException($"--provisional is throttle or verify, not \"{other}\"."),
                };
                var (write, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                var started = Stopwatch.GetTimestamp();
                var replay = new EnforcedReplay(scenario, new DetectionOptions(), hours, action);
                var figures = replay.Run(
                    (day, calls) => error.WriteLine(Progress(day, scenario.Days, calls, Stopwatch.GetElapsedTime(started))),
                    cancellationToken
                );
                using var process = Process.GetCurrentProcess();
                var folder = parsed.GetRequiredValue(output);
                var conditions = new RunConditions(
                    $"dotnet run -c Release --project functions/Distill.Cli -- evaluate campaign --operators {parsed.GetValue(operators)} \\\n"
                        + $"  --sizes {Of(size)} --days {size.Days} --seed {size.Seed} --every {hours}{asked} --out {folder}",
                    DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
                    Environment.ProcessorCount,
                    Stopwatch.GetElapsedTime(started),
                    replay.Correlating,
                    process.TotalProcessorTime,
                    process.PeakWorkingSet64
                );
                write.Write(new CampaignPage(scenario, figures, reported, hours, action).Write(folder, conditions));
                return Task.FromResult(ExitCode.Done);
            }
        );
        return command;
    }

    private static string Of(LadderSize size) => $"{size.Innocent}x{size.Campaign}";

    private static string Progress(int day, int days, long calls, TimeSpan elapsed) =>
        FormattableString.Invariant(
            $"[{day}/{days}] {calls:N0} calls, {calls / elapsed.TotalSeconds:N0} a second; {elapsed.TotalMinutes:0} minutes, "
        ) + FormattableString.Invariant($"{elapsed.TotalMinutes * (days - day) / day:0} left at this rate");
}
