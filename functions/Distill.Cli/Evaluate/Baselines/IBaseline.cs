using Distill.Cli.Evaluate.Labelled;

namespace Distill.Cli.Evaluate.Baselines;

/// <summary>A plain method to compare with. It ranks accounts; where to cut is chosen for it with the truth in hand.</summary>
internal interface IBaseline
{
    string Name { get; }

    /// <summary>One ranking for each setting worth a try.</summary>
    IEnumerable<Ranking> Rank(IReadOnlyList<AccountTraffic> accounts);
}

/// <summary>How suspicious a method finds each account under one setting.</summary>
/// <param name="Setting">The setting in words.</param>
/// <param name="Scores">In the accounts' order, the more the worse; 0 or less is never flagged.</param>
internal sealed record Ranking(string Setting, double[] Scores);
