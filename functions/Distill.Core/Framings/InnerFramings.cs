using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>
/// Finds the framings of accounts whose prompts' ends hide them. Their prompts stand between a popular client's words, or between words that never
/// come again. The framings are passages that such accounts repeat, without the client's own. A framing of several sentences counts as its first one.
/// </summary>
/// <remarks>The time is linear in the calls of these accounts.</remarks>
internal static class InnerFramings
{
    // Fewest accounts with a passage. Fewer make no family.
    private const int MinAccounts = 3;

    // Share of all accounts above which a passage is common speech or a changing part of a client's words; and the number of accounts up to which it
    // never is.
    private const double MaxPopularity = 0.1;
    private const int AlwaysRare = 50;

    // Share of a passage's prompts in which another one stands in front of it, so that it only continues that one.
    private const double MostlyLed = 0.5;

    // Most framings of an account: as many as are kept of its prompts' ends.
    private const int MaxFramings = 24;

    /// <summary>Returns the framings of each account, most used first. Null for accounts whose framings stand at the prompts' ends.</summary>
    public static FramingUse[]?[] Find(PopulationBaseline population)
    {
        var found = new FramingUse[population.Count][];
        int[] hidden = [.. Enumerable.Range(0, population.Count).Where(i => IsHidden(population, population.Profiles[i]))];
        if (hidden.Length == 0)
        {
            return found;
        }

        var places = Rare(population, hidden);
        var order = new PassageOrder(places);
        CallShard.VisitAll(
            hidden.Where(i => HasAny(population.Profiles[i], places)),
            i => population.Profiles[i].History,
            i => order.Add(population.Profiles[i].History)
        );
        var continues = order.Continuing(MostlyLed);
        foreach (var account in hidden)
        {
            var framings = new List<FramingUse>();
            foreach (var passage in population.Profiles[account].Passages)
            {
                if (places[passage.Hash] is > 0 and var place && !continues[place - 1] && framings.Count < MaxFramings)
                {
                    framings.Add(new FramingUse(FramingKey.OfPassage(passage.Hash), passage.Prompts));
                }
            }

            found[account] = [.. framings];
        }

        return found;
    }

    // The ends are a popular client's words, or none of them ever comes again while something inside does.
    private static bool IsHidden(PopulationBaseline population, AccountProfile profile) =>
        profile.Framings.IsEmpty ? !profile.Passages.IsEmpty : population.IsWrapped(profile);

    // Numbers the passages that are neither the client's nor common speech, from 1.
    private static KeyCounts Rare(PopulationBaseline population, int[] hidden)
    {
        var sketch = CountSketch.For(hidden.Sum(i => (long)population.Profiles[i].Passages.Length));
        foreach (var account in hidden)
        {
            foreach (var passage in population.Profiles[account].Passages)
            {
                sketch.See(passage.Hash);
            }
        }

        var uses = new Dictionary<uint, (int Accounts, long Drawn, long Chances)>();
        foreach (var account in hidden)
        {
            var profile = population.Profiles[account];
            foreach (var passage in profile.Passages)
            {
                if (sketch.WasSeen(passage.Hash, MinAccounts))
                {
                    var (accounts, drawn, chances) = uses.GetValueOrDefault(passage.Hash);
                    uses[passage.Hash] = (accounts + 1, drawn + passage.Prompts, chances + profile.PassageChances);
                }
            }
        }

        var places = new KeyCounts();
        var most = Math.Max(AlwaysRare, MaxPopularity * population.Count);
        foreach (var (passage, (accounts, drawn, chances)) in uses)
        {
            // Who has the client's words has them in nearly all prompts.
            if (accounts >= MinAccounts && accounts <= most && !ClientWraps.IsInside(drawn, chances))
            {
                var place = places.Count + 1;
                places.Add(passage) = place;
            }
        }

        return places;
    }

    private static bool HasAny(AccountProfile profile, KeyCounts places)
    {
        foreach (var passage in profile.Passages)
        {
            if (places[passage.Hash] > 0)
            {
                return true;
            }
        }

        return false;
    }
}
