namespace Distill.Core.Windows;

/// <summary>
/// Sums the tokens of many accounts' calls, and counts the calls of each model, platform and reseller. It skips everything else in the packed
/// calls.
/// </summary>
/// <param name="names">The population's names.</param>
internal sealed class CallTotals(NameTable names)
{
    private readonly Context[] _contexts = new Context[CallWindow.Capacity];
    private long[] _models = [],
        _platforms = [],
        _resellers = [];

    public long InputTokens { get; private set; }

    public long OutputTokens { get; private set; }

    /// <summary>Calls by model. Calls without a model are left out; the same holds for platforms and resellers.</summary>
    public SortedDictionary<string, long> Models => Named(_models);

    public SortedDictionary<string, long> Platforms => Named(_platforms);

    public SortedDictionary<string, long> Resellers => Named(_resellers);

    /// <summary>Adds the calls of a window, packed by <see cref="PackedCalls.Write"/>.</summary>
    public void Add(ReadOnlySpan<byte> bytes, int calls)
    {
        var reader = new PackedReader(bytes);
        var known = 0;
        for (var i = 0; i < calls; i++)
        {
            var start = reader.Number();
            var at = (int)(start >> 1);
            if (at == known)
            {
                reader.SkipCaller();
                _contexts[known++] = new Context((int)reader.Number(), (int)reader.Number(), (int)reader.Number());
            }

            Count(ref _models, _contexts[at].Model);
            Count(ref _platforms, _contexts[at].Platform);
            Count(ref _resellers, _contexts[at].Reseller);
            reader.SkipMoment();
            InputTokens += (int)reader.Number();
            OutputTokens += (int)reader.Number();
            reader.SkipPrompt((start & 1) != 0);
        }
    }

    private static void Count(ref long[] calls, int name)
    {
        if (name >= calls.Length)
        {
            Array.Resize(ref calls, Math.Max(8, 2 * name));
        }

        calls[name]++;
    }

    // Starts at 1, because 0 is the empty name.
    private SortedDictionary<string, long> Named(long[] calls)
    {
        var named = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var name = 1; name < calls.Length; name++)
        {
            if (calls[name] > 0)
            {
                named.Add(names[name], calls[name]);
            }
        }

        return named;
    }

    private readonly record struct Context(int Model, int Platform, int Reseller);
}
