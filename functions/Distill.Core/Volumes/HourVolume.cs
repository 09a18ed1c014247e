namespace Distill.Core.Volumes;

/// <summary>An hour's calls of one key, and whose they are: a launch has many accounts, and none stands out.</summary>
/// <param name="Calls">Calls, of sampled windows an estimate.</param>
/// <param name="Accounts">Accounts that made them.</param>
/// <param name="Busiest">Calls of the account that made the most.</param>
public readonly record struct HourVolume(long Calls, int Accounts, long Busiest)
{
    public HourVolume With(long calls) => new(Calls + calls, Accounts + 1, Math.Max(Busiest, calls));
}
