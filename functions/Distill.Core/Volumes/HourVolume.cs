namespace Distill.Core.Volumes;

/// <summary>One hour's calls of one key, and how they are spread over accounts. At a launch many accounts call, and none stands out.</summary>
/// <param name="Calls">Number of calls. An estimate when windows are sampled.</param>
/// <param name="Accounts">Number of accounts that made them.</param>
/// <param name="Busiest">Number of calls of the account that made the most.</param>
public readonly record struct HourVolume(long Calls, int Accounts, long Busiest)
{
    /// <summary>Adds the calls of one more account.</summary>
    public HourVolume With(long calls) => new(Calls + calls, Accounts + 1, Math.Max(Busiest, calls));
}
