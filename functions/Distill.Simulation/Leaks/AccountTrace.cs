namespace Distill.Simulation.Leaks;

/// <summary>What one account did, as far as the rules and statistics need it.</summary>
internal sealed class AccountTrace
{
    private double[]? _gaps;
    private double[]? _sortedGaps;

    public List<long> Times { get; } = [];
    public List<int> InputTokens { get; } = [];
    public List<int> OutputTokens { get; } = [];
    public List<int> PromptLengths { get; } = [];
    public List<ulong> Prompts { get; } = [];

    /// <summary>How often each value of each field occurred.</summary>
    public Dictionary<(Field Field, ulong Value), int> Values { get; } = [];
    public double Created { get; set; } = double.NaN;
    public bool Banned { get; set; }
    public int WideCharacters { get; set; }
    public int CallsWithTools { get; set; }

    /// <summary>Seconds from each call to the next.</summary>
    public double[] Gaps => _gaps ??= [.. Times.Zip(Times.Skip(1), (earlier, later) => (later - earlier) / 1e6)];

    /// <summary>The gaps in ascending order.</summary>
    public double[] SortedGaps => _sortedGaps ??= [.. Gaps.Order()];

    public void Count(Field field, ulong value)
    {
        Values.TryGetValue((field, value), out var count);
        Values[(field, value)] = count + 1;
    }

    public int Distinct(Field field) => Values.Keys.Count(key => key.Field == field);

    /// <summary>Returns the share of calls with the field's most frequent value.</summary>
    public double Top(Field field) =>
        Values.Where(entry => entry.Key.Field == field).Select(entry => entry.Value).DefaultIfEmpty(0).Max() / (double)Times.Count;
}

internal enum Field
{
    Model,
    Platform,
    Reseller,
    UserAgent,
    Tls,
    Asn,
    Country,
    Ip,
    Subnet,
    Session,
    Tools,
    Hour,
    Minute,
    FirstThreeWords,
    FirstSixWords,
    OpeningSentence,
    LastThreeWords,
    LastSixWords,
    EmailDomain,
    Kyc,
    Payment,
    Device,
    AccountCountry,
    BanReason,
}
