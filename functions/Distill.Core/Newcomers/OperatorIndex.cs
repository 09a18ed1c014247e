using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Framings;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Newcomers;

/// <summary>
/// The marks of all operators that a run or an earlier one found, to compare new accounts with. Immutable, and safe for any number of threads.
/// </summary>
public sealed class OperatorIndex
{
    private readonly FramingLibrary _library;
    private readonly Dictionary<FramingKey, List<(int Operator, KnownFraming Framing)>> _framings = [];
    private readonly Dictionary<Trait, List<(int Operator, KnownMeans Means)>> _means = [];
    private readonly IReadOnlySet<ulong> _cleared;
    private readonly IReadOnlySet<Trait> _excused;

    /// <param name="hour">The run's hour.</param>
    /// <param name="operators">The operators.</param>
    /// <param name="cleared">Accounts that the run saw with a mark and did not flag, see <see cref="KeyOf"/>.</param>
    /// <param name="excused">Cards and mail domains of these accounts' customers.</param>
    internal OperatorIndex(Hour hour, IReadOnlyList<KnownOperator> operators, IReadOnlySet<ulong> cleared, IReadOnlySet<Trait> excused)
    {
        (Hour, Operators, _cleared, _excused) = (hour, operators, cleared, excused);
        var families = new List<FramingFamily>();
        for (var i = 0; i < operators.Count; i++)
        {
            // Several operators may use one framing. The library has it once, among those of the first.
            families.Add(new FramingFamily([.. operators[i].Framings.Select(f => f.Framing).Where(f => !_framings.ContainsKey(f.Key))], 0));
            foreach (var framing in operators[i].Framings)
            {
                ref var users = ref CollectionsMarshal.GetValueRefOrAddDefault(_framings, framing.Framing.Key, out _);
                (users ??= []).Add((i, framing));
            }

            foreach (var means in operators[i].Means)
            {
                ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(_means, means.Trait, out _);
                (held ??= []).Add((i, means));
            }
        }

        _library = new FramingLibrary(families);
    }

    /// <summary>The hour as of which the run was.</summary>
    public Hour Hour { get; }

    /// <summary>True when the run found no operator.</summary>
    public bool IsEmpty => Operators.Count == 0;

    /// <summary>Number of marks of all operators.</summary>
    public int MarkCount => Operators.Sum(o => o.Framings.Count + o.Means.Count);

    internal IReadOnlyList<KnownOperator> Operators { get; }

    /// <summary>The framings of each operator as families, those known by their words apart. So the next run looks for all of them again.</summary>
    internal IReadOnlyList<FramingFamily> Families =>
        [
            .. Operators
                .SelectMany(o => o.Framings.Select(f => f.Framing).GroupBy(f => f.Needed > 1).OrderBy(g => g.Key))
                .Select(g => g.OrderBy(f => f.Key).ToArray())
                .Where(f => f.Length >= 2)
                .Select(f => new FramingFamily(f, f.Length * (f.Length - 1) / 2)),
        ];

    internal IReadOnlySet<ulong> Cleared => _cleared;

    internal IReadOnlySet<Trait> Excused => _excused;

    /// <summary>True if a call carries a framing of an operator. It allocates nothing.</summary>
    public bool Carries(in ApiCall call)
    {
        using var scratch = Scratch.Rent<MatchScratch>();
        Span<Carried> carried = scratch.Value.Carried;
        var count = _library.Carry(call.PromptInPlace, carried);
        for (var i = 0; i < count; i++)
        {
            if (FramingLibrary.Counts(carried[..count], i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True if an account has a card, a device or a mail domain of an operator.</summary>
    public bool HasMeans(AccountFacts facts)
    {
        Span<Trait> traits = stackalloc Trait[AccountTraits.Most];
        foreach (ref readonly var trait in traits[..AccountTraits.OfRecord(facts, traits)])
        {
            if (_means.ContainsKey(trait))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds the framings that a call carries to a list, each with every operator that uses it.</summary>
    internal void FindFramings(in ApiCall call, List<(int Operator, KnownFraming Framing)> found)
    {
        using var scratch = Scratch.Rent<MatchScratch>();
        Span<Carried> carried = scratch.Value.Carried;
        var count = _library.Carry(call.PromptInPlace, carried);
        for (var i = 0; i < count; i++)
        {
            if (FramingLibrary.Counts(carried[..count], i))
            {
                found.AddRange(_framings[carried[i].Framing.Key]);
            }
        }
    }

    /// <summary>What an operator's accounts share of a value; null if it is none of its marks.</summary>
    internal KnownMeans? FindMeans(int which, Trait trait)
    {
        if (_means.TryGetValue(trait, out var held))
        {
            foreach (var (of, means) in held)
            {
                if (of == which)
                {
                    return means;
                }
            }
        }

        return null;
    }

    /// <summary>True if the run saw the account with a mark and did not flag it, or if its customer is one of those.</summary>
    internal bool IsCleared(AccountId account, AccountFacts? facts)
    {
        if (_cleared.Contains(KeyOf(account)))
        {
            return true;
        }

        Span<Trait> traits = stackalloc Trait[AccountTraits.Most];
        foreach (ref readonly var trait in traits[..AccountTraits.OfRecord(facts, traits)])
        {
            if (_excused.Contains(trait))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An account as the index names it.</summary>
    internal static ulong KeyOf(AccountId account) => Fingerprint.Of(MemoryMarshal.AsBytes(account.Value.AsSpan()));
}
