using Distill.Core.Backtests;

namespace Distill.Reports.Console;

/// <summary>What the last run would have flagged with other thresholds.</summary>
/// <param name="Context">The frame.</param>
/// <param name="Test">The run, before and after; null before the first run of this version.</param>
public sealed record BacktestModel(ConsoleContext Context, Backtest? Test)
{
    /// <summary>The form's fields.</summary>
    public const string Evidence = "evidence";
    public const string Cap = "cap";
    public const string Suspect = "suspect";
    public const string Confirmed = "confirmed";
    public const string Accounts = "accounts";

    /// <summary>The most groups that are listed.</summary>
    public const int MostListed = 100;

    /// <summary>Accounts that would no longer be flagged, whose customers passed a verification.</summary>
    public int PassedAndFreed { get; init; }

    /// <summary>Accounts that would be flagged from now on, whose customers passed one.</summary>
    public int PassedAndFlagged { get; init; }

    /// <summary>What is flagged at each least sum for suspect around the one that is tried, ascending.</summary>
    public IReadOnlyList<CurvePoint> Curve { get; init; } = [];
}

/// <summary>What is flagged if suspects need a sum.</summary>
public sealed record CurvePoint(double Suspect, int Groups, long Accounts);
