using System.Globalization;
using System.Text;
using Distill.Contracts.Verdicts;
using Distill.Evaluation.Enforcement;
using Distill.Evaluation.Scoring;
using Distill.Files;
using Distill.Simulation;

namespace Distill.Evaluation.Report;

/// <summary>Writes what came of a campaign as a page with charts.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="figures">What came of it.</param>
/// <param name="reported">The size of what was reported in public.</param>
/// <param name="every">Hours between two runs.</param>
/// <param name="provisional">What a provisional verdict asks for.</param>
public sealed class CampaignPage(Scenario scenario, CampaignFigures figures, LadderSize reported, int every, VerdictAction provisional)
{
    private const string Throttles = "throttles. Here the calls of a throttled account get out, as if throttling slowed nothing.";
    private const string Verifies = "asks the customer to verify. The account's calls do not get out, and its operator gives it up.";

    private readonly int _operators = 1 + scenario.Rivals.Count;
    private readonly int _accounts = scenario.Campaign!.Accounts + scenario.Rivals.Sum(r => r.Accounts);

    private string Name => _operators == 1 ? "seed-campaign" : "three-campaigns";

    /// <summary>Writes the page and its charts, or nothing. Returns the page.</summary>
    /// <param name="folder">The folder, which is created if it is missing.</param>
    /// <param name="conditions">How the figures were made.</param>
    /// <exception cref="IOException">A file can't be written.</exception>
    public string Write(string folder, RunConditions conditions)
    {
        using var files = new OutputFolder(folder);
        var page = Text(conditions);
        foreach (var (name, content) in Charts().Append(($"{Name}.md", page)))
        {
            using var text = new StreamWriter(files.Create(name), leaveOpen: true);
            text.Write(content);
        }

        files.Complete();
        return page;
    }

    /// <summary>The charts: their files' names, and the SVG.</summary>
    internal IEnumerable<(string Name, string Content)> Charts() =>
        [
            (
                $"{Name}-calls.svg",
                DayChart.Of(
                    "The campaign's calls by day",
                    ("wanted", [.. figures.Days.Select(d => d.Wanted)]),
                    ("got out", [.. figures.Days.Select(d => (double)d.Served)]),
                    ("before their account was flagged", [.. figures.Days.Select(d => (double)d.Unflagged)])
                )
            ),
            (
                $"{Name}-replacements.svg",
                DayChart.Of(
                    "Blocked accounts and replacements by day",
                    ("accounts at work", [.. figures.Days.Select(d => (double)d.AtWork)]),
                    ("replacements", [.. figures.Days.Select(d => (double)d.Replacements)])
                )
            ),
            (
                $"{Name}-minutes.svg",
                DayChart.Of(
                    "Median minutes from a replacement's first call to its flag, by day",
                    ("median minutes to flag a replacement", [.. figures.Days.Select(d => d.MedianMinutes)])
                )
            ),
        ];

    /// <summary>The page.</summary>
    internal string Text(RunConditions conditions)
    {
        var text = new StringBuilder();
        Line($"# {(_operators == 1 ? "The reported campaign" : "Three campaigns at once")}");
        Line($"");
        Line($"```");
        Line($"{conditions.Command}");
        Line($"```");
        Line($"");
        Line($"{Scale()}");
        Line($"");
        Line(
            $"{Count(scenario.Days - 1)} days of {_accounts:N0} campaign accounts that each send {SeedCampaigns.CallsPerDay:0.0} calls a day, among"
        );
        Line($"{scenario.Innocent:N0} innocent accounts of all kinds. The first day is without a campaign. The traffic is simulated.");
        Line($"A run every {every} hours, {figures.Runs:N0} in all.");
        Line($"");
        Line($"Made on {conditions.Date:yyyy-MM-dd} with {conditions.Cores} cores: {conditions.Elapsed.TotalMinutes:0} minutes on the clock,");
        Line($"{conditions.Correlating.TotalMinutes:0} of them for the runs, {conditions.Processor.TotalMinutes:0} minutes of processor time, and");
        Line($"{conditions.PeakBytes / 1e9:0.0} GB of memory at the peak. The same seed gives the same figures on any machine.");
        Line($"");
        Line($"- A verdict is published 15 minutes after the run's hour. From then on a blocked account's calls do not get out.");
        Line($"- The operator{(_operators == 1 ? " replaces" : "s replace")} each blocked account within three hours, as often as it takes.");
        Line($"- Between the runs, each call is compared with known operators as it comes. A provisional verdict");
        Line($"  {(provisional == VerdictAction.Throttle ? Throttles : Verifies)}");
        MarkdownTable.Append(
            text,
            "What came of it",
            "Hours count from the campaign's start. Got out means that the call was answered.",
            ["", ""],
            Summary()
        );
        foreach (var (name, _) in Charts())
        {
            Line($"");
            Line($"![{Path.GetFileNameWithoutExtension(name)}]({name})");
        }

        AppendOperators(text);
        MarkdownTable.Append(
            text,
            "Day by day",
            "Shares are of the calls that were wanted. The time to flag counts from the first call of the replacements that began on the day.",
            ["day", "wanted", "got out", "", "before the flag", "", "at work", "blocked", "replacements", "median minutes to flag", "calls"],
            figures.Days.Select(Row)
        );
        return text.ToString();

        void Line(FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
    }

    private string Scale() =>
        _accounts == reported.Campaign && scenario.Days == reported.Days + 1
            ? "**The size that was reported.**"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"**A smaller copy.** {reported.Campaign:N0} accounts in {reported.Days} days were reported; "
                    + $"this has {_accounts:N0} in {scenario.Days - 1}."
            );

    private IEnumerable<string[]> Summary()
    {
        var (wanted, served, throttled) = (figures.Wanted, figures.Served, figures.Days.Sum(d => d.Throttled));
        var unflagged = figures.Days.Sum(d => d.Unflagged);
        var delays = figures.Delays.ToArray();
        var never = delays.Count(d => double.IsInfinity(d.Minutes));
        yield return ["calls that were wanted", Count((long)wanted)];
        yield return ["calls that got out", $"{Count(served)} ({Share(served, wanted)})"];
        yield return ["of these, before their account was flagged", $"{Count(unflagged)} ({Share(unflagged, wanted)})"];
        yield return ["of these, throttled", $"{Count(throttled)} ({Share(throttled, wanted)})"];
        yield return ["first account flagged by a run", Hours(figures.FirstFlag)];
        yield return ["found: a run flags half of the accounts at work", Hours(figures.Found)];
        yield return ["calls until then", $"{Count(figures.CallsUntilFound)} ({Share(figures.CallsUntilFound, wanted)})"];
        yield return ["replacements", Count(delays.Length)];
        yield return
        [
            "replacements a day, median",
            FigureFormat.Of(Quantile.Median(figures.Days.Where(d => d.Replacements > 0).Select(d => (double)d.Replacements)), "N0"),
        ];
        yield return ["half of the replacements are flagged after", Delay(.5)];
        yield return ["nine in ten are flagged after", Delay(.9)];
        yield return ["replacements that were never flagged", $"{Count(never)} ({FigureFormat.Percent(never, delays.Length)})"];
        yield return ["innocent accounts flagged by a run, at any time", $"{Kinds(figures.InnocentFlagged)} of {Count(figures.Innocent)}"];
        yield return ["innocent accounts with a provisional verdict, at any time", Kinds(figures.InnocentAccused)];
        yield return
        [
            "calls of innocent accounts; refused",
            $"{Count(figures.InnocentCalls.Served + figures.InnocentCalls.Refused)}; {Count(figures.InnocentCalls.Refused)}",
        ];
        if (_operators > 1)
        {
            yield return ["a move to the new model is reported", $"{FigureFormat.Of(figures.HoursToPivot)} hours after the launch"];
        }
    }

    private void AppendOperators(StringBuilder text)
    {
        if (_operators == 1)
        {
            return;
        }

        MarkdownTable.Append(
            text,
            "Are operators kept apart?",
            "A cluster is shared if it holds accounts of two operators. Operations are clusters that are said to be one operator's.",
            ["", "accounts", "flagged", "clusters", "shared clusters"],
            new[] { ("when found", figures.AtFound), ("at the end", figures.AtEnd) }.SelectMany(at =>
                at.Item2 is { } all
                    ? all.Operators.Select(
                        (o, i) => new[] { $"operator {i + 1}, {at.Item1}", Count(o.Accounts), Count(o.Flagged), Count(o.Clusters), Count(o.Mixed) }
                    )
                    : []
            )
        );
        var (clusters, operations) = (figures.AtEnd.Clusters, figures.AtEnd.Operations);
        text.Append(CultureInfo.InvariantCulture, $"\nAt the end, B-cubed precision and recall of clusters are {clusters.Precision:0.000} and ")
            .Append(
                CultureInfo.InvariantCulture,
                $"{clusters.Recall:0.000}, of operations {operations.Precision:0.000} and {operations.Recall:0.000}.\n"
            );
    }

    private static string[] Row(CampaignDay day) =>
        [
            Count(day.Day + 1),
            Count((long)day.Wanted),
            Count(day.Served),
            Share(day.Served, day.Wanted),
            Count(day.Unflagged),
            Share(day.Unflagged, day.Wanted),
            Count(day.AtWork),
            Count(day.Blocked),
            Count(day.Replacements),
            FigureFormat.Of(day.MedianMinutes),
            FigureFormat.Of(day.MedianCalls, "0"),
        ];

    private string Hours(DateTimeOffset? time) =>
        time is { } at ? string.Create(CultureInfo.InvariantCulture, $"hour {(at - figures.Start).TotalHours:0.##}") : "never";

    private string Delay(double share)
    {
        var minutes = Quantile.Of(figures.Delays.Select(d => d.Minutes), share);
        var calls = Quantile.Of(figures.Delays.Select(d => d.Calls), share);
        return double.IsFinite(minutes) ? $"{FigureFormat.Of(minutes)} minutes, {FigureFormat.Of(calls, "0")} calls" : FigureFormat.Of(minutes);
    }

    private static string Kinds(IReadOnlyDictionary<string, int> kinds) =>
        kinds.Count == 0 ? "0" : $"{kinds.Values.Sum()} ({string.Join(", ", kinds.Select(k => $"{k.Value} {k.Key}"))})";

    private static string Share(long part, double whole) => whole < 1 ? "-" : FigureFormat.Of(part / whole, "0.0 %");

    private static string Count(long count) => FigureFormat.Of(count);
}

/// <summary>How figures were made.</summary>
/// <param name="Command">The command.</param>
/// <param name="Date">The day.</param>
/// <param name="Cores">Processors of the machine.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Correlating">How long the runs took of it.</param>
/// <param name="Processor">How much processor time it took.</param>
/// <param name="PeakBytes">The most memory that the process had.</param>
public sealed record RunConditions(
    string Command,
    DateOnly Date,
    int Cores,
    TimeSpan Elapsed,
    TimeSpan Correlating,
    TimeSpan Processor,
    long PeakBytes
);
