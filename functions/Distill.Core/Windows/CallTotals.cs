namespace Distill.Core.Windows;

/// <summary>
/// Sums the tokens of many accounts' calls, and counts the calls of each model, platform, reseller and intent.
/// </summary>
/// <param name="names">The population's names.</param>
internal sealed class CallTotals(NameTable names)
{
    private readonly CallNames[] _contexts = new CallNames[CallWindow.Capacity];
    private readonly IntentTotals _intents = new();
    private long[] _models = [],
        _platforms = [],
        _resellers = [];

    public long InputTokens { get; private set; }

    public long OutputTokens { get; private set; }

    /// <summary>Calls by model. Calls without a model are left out; the same holds for platforms and resellers.</summary>
    public SortedDictionary<string, long> Models => Named(_models);

    public SortedDictionary<string, long> Platforms => Named(_platforms);

    public SortedDictionary<string, long> Resellers => Named(_resellers);

    /// <summary>Calls and output tokens by what the calls ask for.</summary>
    public IReadOnlyList<IntentUse> Intents => _intents.Uses;

    /// <summary>Adds the calls of a window, packed by <see cref="PackedCalls.Write"/>.</summary>
    public void Add(ReadOnlySpan<byte> bytes, int calls)
    {
        var reader = new PackedTotals(bytes, calls, _contexts);
        while (reader.MoveNext())
        {
            Count(ref _models, reader.Names.Model);
            Count(ref _platforms, reader.Names.Platform);
            Count(ref _resellers, reader.Names.Reseller);
            InputTokens += reader.InputTokens;
            OutputTokens += reader.OutputTokens;
            _intents.Add(reader.Intent, reader.Names.HasTools, reader.OutputTokens);
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
}
