using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Framings;
using Distill.Core.Operations;
using Distill.Core.Options;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Operations;

/// <summary>A population of 600 unrelated customers, and clusters that a test puts into it.</summary>
internal sealed class OperationCase
{
    public static readonly Hour Now = Hour.Of(Some.Time.AddDays(5));

    private readonly List<(AccountProfile Profile, FramingKey[] Framings)> _accounts = [];
    private readonly List<Cluster> _clusters = [];

    public OperationCase()
    {
        // They were opened over half a year, and made their first calls before anything else happened.
        for (var i = 0; i < 600; i++)
        {
            Add(new Member($"u{i:000}", $"own{i}", Some.Time.AddDays(-180 + (0.3 * i)), Some.Time.AddDays(-2)));
        }
    }

    /// <summary>Framings that the first so many unrelated customers use, too.</summary>
    public OperationCase WithPublic(int users, params FramingKey[] framings)
    {
        for (var i = 0; i < users; i++)
        {
            _accounts[i] = _accounts[i] with { Framings = framings };
        }

        return this;
    }

    /// <summary>Adds a cluster of these accounts.</summary>
    public OperationCase With(IEnumerable<Member> members, VerdictLevel level = VerdictLevel.Suspect, params FramingKey[] framings)
    {
        var accounts = members.ToArray();
        foreach (var member in accounts)
        {
            Add(member, framings);
        }

        _clusters.Add(Cluster([.. accounts.Select(a => Some.Account(a.Name))], level));
        return this;
    }

    /// <summary>Adds a cluster of accounts that make no calls any more.</summary>
    public OperationCase WithSilent(IEnumerable<string> names)
    {
        _clusters.Add(Cluster([.. names.Select(Some.Account)], VerdictLevel.Confirmed) with { IsDissolved = true });
        return this;
    }

    public IReadOnlyList<Cluster> Run(IReadOnlyList<Cluster>? previous = null, Hour? hour = null, Random? order = null)
    {
        var ordered = _accounts.OrderBy(a => a.Profile.Account).ToArray();
        var clusters = _clusters.ToArray();
        order?.Shuffle(clusters);
        return OperationReport.Of(
            clusters,
            previous ?? [],
            PopulationBaseline.Of([.. ordered.Select(a => a.Profile)]),
            [.. ordered.Select(a => a.Framings.Length == 0 ? [] : new[] { new FamilyUse(0, a.Framings, 5, a.Profile.FirstCall) })],
            (hour ?? Now, new DetectionOptions())
        );
    }

    public static FramingKey[] SomeFramings(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(i => FramingKey.Of((uint)(1000 + i), 0, isTail: false)).Order()];

    /// <summary>The operations by the first letters of their clusters' first members.</summary>
    public static string Told(IEnumerable<Cluster> clusters) =>
        string.Join(
            " ",
            clusters
                .Where(c => c.Operation is not null)
                .GroupBy(c => c.Operation!.Id)
                .Select(o => string.Concat(o.Select(c => c.Accounts[0].Value[0]).Order()))
                .Order(StringComparer.Ordinal)
        );

    private static Cluster Cluster(AccountId[] accounts, VerdictLevel level) =>
        new()
        {
            Id = ClusterId.Of(Now, accounts[0]),
            Level = level,
            Accounts = accounts,
            FirstSeen = Some.Time,
            LastSeen = Some.Time,
            Calls = accounts.Length,
            InputTokens = 0,
            OutputTokens = 0,
            Models = new Dictionary<string, long>(),
            Platforms = new Dictionary<string, long>(),
            Resellers = new Dictionary<string, long>(),
            Evidence = new Dictionary<string, IReadOnlyList<Reason>>(),
            Timeline = [],
        };

    private void Add(Member member, params FramingKey[] framings)
    {
        var calls = Enumerable.Range(0, 6).Select(n => Some.Call(member.Name, time: member.Began.AddHours(3 * n), ip: member.Address));
        _accounts.Add((Some.Profile(calls, Some.Record(member.Name, member.Opened, member.Card)), framings));
    }
}

/// <summary>One account of a case.</summary>
internal sealed record Member(string Name, string Card, DateTimeOffset Opened, DateTimeOffset Began)
{
    public string Address { get; init; } = "203.0.113.7";
}
