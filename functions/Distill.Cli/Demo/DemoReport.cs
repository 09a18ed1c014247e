using System.Globalization;
using Distill.Contracts.Verdicts;
using Spectre.Console;

namespace Distill.Cli.Demo;

/// <summary>Prints what the demo found, what it left alone, and where to look.</summary>
internal sealed class DemoReport(IAnsiConsole console)
{
    public void Show(DemoFindings findings, StepTimes steps, AppEndpoints endpoints, string log)
    {
        ShowFound(findings);
        ShowSpared(findings);
        ShowSample(findings.Sample);
        ShowWhereToLook(findings.Sample, endpoints, log);
        ShowTimes(steps);
    }

    private void ShowFound(DemoFindings findings)
    {
        var innocent = findings.FalsePositives.Count;
        Head("Found");
        Line(
            $"{Mark(findings.Recall >= DemoFindings.LeastRecall)} {findings.Found} of {findings.Campaign} campaign accounts flagged, "
                + $"{findings.Recall:P0}"
        );
        Line(
            $"{Mark(innocent == 0)} {innocent} innocent accounts "
                + $"flagged{(innocent == 0 ? "" : $": {string.Join(", ", findings.FalsePositives.Take(5))}{(innocent > 5 ? ", ..." : "")}")}"
        );
        if (findings.MedianDelay is { } delay)
        {
            Line($"  half of them within {delay.TotalHours:0.#} hours of their first call, in event time");
        }
    }

    private void ShowSpared(DemoFindings findings)
    {
        Head("Look-alikes");
        var table = new Table()
            .RoundedBorder()
            .AddColumn("Kind")
            .AddColumn("Accounts", Right)
            .AddColumn("Flagged", Right)
            .AddColumn("Watch", Right)
            .AddColumn("Clear", Right)
            .AddColumn("Too few calls", Right);
        foreach (var (kind, levels) in findings.Spared)
        {
            table.AddRow(
                Markup.Escape(LookalikeNames.Of(kind)),
                Number(levels.Sum(l => l.Count())),
                Number(levels[VerdictLevel.Suspect].Count() + levels[VerdictLevel.Confirmed].Count()),
                Number(levels[VerdictLevel.Watch].Count()),
                Number(levels[VerdictLevel.Clear].Count()),
                Number(levels[VerdictLevel.NotAssessed].Count())
            );
        }

        console.Write(table);
    }

    private void ShowSample(Verdict sample)
    {
        Head("A verdict");
        Line(
            $"{sample.Account}: {sample.Level.Name()}, score {sample.Score}, action {sample.Action.Name()}, cluster "
                + $"{sample.Cluster?.ToString() ?? "none"}"
        );
        var reasons = new Grid().AddColumn(new GridColumn().RightAligned()).AddColumn();
        foreach (var reason in sample.Reasons)
        {
            reasons.AddRow(reason.Weight.ToString("0.0", CultureInfo.InvariantCulture), Markup.Escape($"{reason.Detail} ({reason.Signal})"));
        }

        console.Write(reasons);
    }

    private void ShowWhereToLook(Verdict sample, AppEndpoints endpoints, string log)
    {
        var http = endpoints.Http.GetLeftPart(UriPartial.Authority);
        Head("Where to look");
        Line($"this verdict   {http}{AppClient.VerdictPath(sample.Account.Value)}");
        Line($"the console    {http}/console");
        Line($"the functions  {http}/");
        Line($"the worker     Microsoft.Azure.Functions.Worker {endpoints.WorkerVersion}");
        Line($"the runs       {http}/admin/functions/CorrelateAccounts/runs");
        Line($"Event Hubs     {endpoints.EventHubs}");
        Line($"tables         {endpoints.Tables}");
        Line($"the app's log  {log}");
    }

    private void ShowTimes(StepTimes steps)
    {
        Head("Time, seconds");
        var table = new Grid().AddColumn().AddColumn(new GridColumn().RightAligned());
        foreach (var (step, took) in steps.Steps.Append(("Together", TimeSpan.FromTicks(steps.Steps.Sum(s => s.Took.Ticks)))))
        {
            table.AddRow(Markup.Escape(step), took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
        }

        console.Write(table);
    }

    private void Head(string title) => console.Write(new Rule(title).LeftJustified());

    /// <summary>Prints one line without wrapping it, so that long addresses can be copied.</summary>
    private void Line(string text) => console.Profile.Out.Writer.WriteLine(text);

    private static string Mark(bool good) => good ? "✓" : "✗";

    private static string Number(int number) => number == 0 ? "·" : number.ToString("N0", CultureInfo.InvariantCulture);

    private static void Right(TableColumn column) => column.RightAligned();
}
