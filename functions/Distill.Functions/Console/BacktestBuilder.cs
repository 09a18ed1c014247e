using System.Globalization;
using Distill.Contracts;
using Distill.Core.Backtests;
using Distill.Core.Clusters;
using Distill.Core.Options;
using Distill.Functions.Api;
using Distill.Functions.Storage;
using Distill.Reports.Console;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Console;

/// <summary>
/// Builds the page on which other thresholds are tried. Nothing is published, and no window is read: a run has kept what its rule looked at.
/// </summary>
public sealed class BacktestBuilder(RunWeightsTable table, ConsoleReader reader, DetectionOptions detection)
{
    // How far the least sum for suspect is varied, in steps, to each side.
    private const int Steps = 4;

    // A step: a seventh of what one kind of evidence may add is too fine to matter, and half of it hides the edge.
    private const double Step = 2;

    private Known? _known;

    internal async Task<IResult> ShowAsync(HttpRequest request)
    {
        var state = await reader.ReadAsync(request);
        var context = state.Context("Try other thresholds", ConsoleSection.Trends);
        if (await ReadAsync(state, request.HttpContext.RequestAborted) is not { } run)
        {
            return PageAnswer.Of<BacktestPage>(new BacktestModel(context, Test: null));
        }

        if (Read(request, run) is not { } asked)
        {
            return Problems.BadQuery("Thresholds are numbers.");
        }

        if (asked.Errors().FirstOrDefault() is { } wrong)
        {
            return Problems.BadQuery(wrong);
        }

        var test = new Backtest(run, LevelRule.Of(asked), asked.MinClusterSize);
        return PageAnswer.Of<BacktestPage>(
            new BacktestModel(context, test)
            {
                PassedAndFreed = Passed(state, test, was: true),
                PassedAndFlagged = Passed(state, test, was: false),
                Curve =
                [
                    .. Enumerable
                        .Range(-Steps, (2 * Steps) + 1)
                        .Select(i => test.Rule.Suspect + (i * Step))
                        .Where(suspect => suspect > 0)
                        .Select(suspect => Point(test, suspect)),
                ],
            }
        );
    }

    // A run's evidence holds until the next run publishes.
    private async Task<RunWeights?> ReadAsync(ConsoleState state, CancellationToken cancellationToken)
    {
        var hour = state.Ledger.Head.Hour;
        if (Volatile.Read(ref _known) is { } known && known.Hour == hour)
        {
            return known.Run;
        }

        var run = await table.ReadAsync(cancellationToken);
        if (run is not null)
        {
            Volatile.Write(ref _known, new Known(hour, run));
        }

        return run;
    }

    private static CurvePoint Point(Backtest test, double suspect)
    {
        var flagged = new Backtest(test.Run, test.Rule with { Suspect = suspect }, test.MinAccounts).Flagged.After;
        return new CurvePoint(suspect, flagged.Groups, flagged.Accounts);
    }

    // Members of clusters that would no longer be flagged, or would be from now on, whose customers passed a verification: most likely innocent.
    private static int Passed(ConsoleState state, Backtest test, bool was) =>
        test
            .Changed.Where(g => g.IsFlaggedBefore == was && g.IsFlaggedAfter != was)
            .Select(g => g.Group.Cluster is { } id ? state.Find(id) : null)
            .Sum(c => c is null ? 0 : state.View.CountPassed(c.Accounts));

    // The run's own thresholds where none are given. Null if one is no number.
    private DetectionOptions? Read(HttpRequest request, RunWeights run)
    {
        var (numbers, isRight) = (new Dictionary<string, double>(), true);
        foreach (
            var (name, own) in new[]
            {
                (BacktestModel.Evidence, run.Rule.Evidence),
                (BacktestModel.Cap, run.Rule.Cap),
                (BacktestModel.Suspect, run.Rule.Suspect),
                (BacktestModel.Confirmed, run.Rule.Confirmed),
                (BacktestModel.Accounts, run.MinAccounts),
            }
        )
        {
            var number = own;
            isRight &=
                ConsoleQuery.Text(request, name) is not { } text
                || double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
            numbers[name] = number;
        }

        return isRight && numbers[BacktestModel.Accounts] is var accounts && accounts == Math.Floor(accounts) && accounts <= int.MaxValue
            ? detection with
            {
                EvidenceThreshold = numbers[BacktestModel.Evidence],
                EvidenceCap = numbers[BacktestModel.Cap],
                SuspectThreshold = numbers[BacktestModel.Suspect],
                ConfirmedThreshold = numbers[BacktestModel.Confirmed],
                MinClusterSize = (int)accounts,
            }
            : null;
    }

    private sealed record Known(Hour? Hour, RunWeights Run);
}
