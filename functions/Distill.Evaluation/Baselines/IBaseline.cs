using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Baselines;

/// <summary>A simple method to compare with. It ranks accounts. The oracle, which knows the truth, then chooses the threshold.</summary>
internal interface IBaseline
{
    string Name { get; }

    /// <summary>Returns one ranking for each setting worth a try.</summary>
    IEnumerable<Ranking> Rank(IReadOnlyList<AccountTraffic> accounts);
}
