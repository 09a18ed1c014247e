using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Baselines;

/// <summary>A plain method to compare with. It ranks accounts. The oracle chooses its threshold with the truth in hand.</summary>
internal interface IBaseline
{
    string Name { get; }

    /// <summary>One ranking for each setting worth a try.</summary>
    IEnumerable<Ranking> Rank(IReadOnlyList<AccountTraffic> accounts);
}
