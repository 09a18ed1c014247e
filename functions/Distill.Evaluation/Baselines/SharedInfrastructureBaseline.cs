using Distill.Core.Profiles;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Baselines;

/// <summary>
/// Joins accounts that share a card, a sign-up device or a network (/24 or /64), and flags large components. These are BotGraph's components (Zhao et
/// al., NSDI 2009) over what an API provider knows. A value that more accounts share than the limit joins none of them.
/// </summary>
internal sealed class SharedInfrastructureBaseline : IBaseline
{
    private static readonly int[] s_limits = [5, 20, 100, int.MaxValue];

    public string Name => "Shared infrastructure";

    public IEnumerable<Ranking> Rank(IReadOnlyList<AccountTraffic> accounts)
    {
        var values = accounts.SelectMany((a, i) => Values(a).Select(v => (Value: v, Account: i))).ToLookup(v => v.Value, v => v.Account);
        foreach (var limit in s_limits)
        {
            var components = new Components(accounts.Count);
            foreach (var sharers in values.Select(v => v.ToArray()).Where(s => s.Length <= limit))
            {
                foreach (var other in sharers)
                {
                    components.Join(sharers[0], other);
                }
            }

            yield return new Ranking(limit == int.MaxValue ? "component" : $"component by values of at most {limit} accounts,", components.Sizes());
        }
    }

    private static HashSet<Trait> Values(AccountTraffic account)
    {
        var values = new HashSet<Trait>();
        if (account.Record?.Payment is { Length: > 0 } payment)
        {
            values.Add(Trait.Of(TraitKind.Payment, payment));
        }

        if (account.Record?.Device is { Length: > 0 } device)
        {
            values.Add(Trait.Of(TraitKind.Device, device));
        }

        foreach (var window in account.Windows)
        {
            foreach (ref readonly var call in window.Calls)
            {
                if (call.Network.IsKnown)
                {
                    values.Add(new Trait(TraitKind.Network, call.Network.Bits));
                }
            }
        }

        return values;
    }
}
