using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Events;
using Distill.Core.Profiles;
using Distill.Core.Resellers;
using Distill.Core.Signals;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Resellers;

/// <summary>Builds what a review looks at, account by account.</summary>
internal sealed class SomeReview
{
    public static readonly Hour Hour = Distill.Contracts.Hour.Of(Some.Time) + 47;

    private readonly List<CallWindow> _windows = [];
    private readonly List<AccountRecord> _records = [];
    private readonly Dictionary<AccountId, Verdict> _verdicts = [];
    private readonly List<AttestationRecord> _attestations = [];

    public List<CommonValue> CommonValues { get; } = [];

    public NetworkLists Lists { get; set; } = NetworkLists.None;

    public static ClusterId Id(int number) => ClusterId.Parse($"hydra-{number:x12}");

    /// <summary>Adds accounts that are clear, or are flagged as members of a cluster.</summary>
    /// <param name="name">What their ids begin with.</param>
    /// <param name="count">How many.</param>
    /// <param name="reseller">Whose they are; null for nobody's.</param>
    /// <param name="level">Their level.</param>
    /// <param name="cluster">Their cluster, if any.</param>
    /// <param name="edit">Changes the record of one.</param>
    public SomeReview Add(
        string name,
        int count,
        string? reseller = null,
        VerdictLevel level = VerdictLevel.Clear,
        int? cluster = null,
        Func<AccountRecord, int, AccountRecord>? edit = null
    )
    {
        for (var i = 0; i < count; i++)
        {
            var id = $"{name}{i:000}";
            var record = Some.Record(id) with { Reseller = reseller };
            _records.Add(edit is null ? record : edit(record, i));
            Call(id, hour: i % 40);
            Judge(id, level, cluster);
        }

        return this;
    }

    /// <summary>Adds calls of an account in one hour.</summary>
    public SomeReview Call(string account, int hour = 0, int calls = 1, string platform = "api", string reseller = "", string country = "")
    {
        _windows.Add(
            Some.Window([
                .. Enumerable
                    .Range(0, calls)
                    .Select(i =>
                        With(
                            Some.Call(account, $"{account}/{hour}/{platform}/{country}/{i}", Some.Time.AddHours(hour).AddSeconds(i)),
                            platform,
                            reseller,
                            country
                        )
                    ),
            ])
        );
        return this;
    }

    public SomeReview Attest(AttestationRecord attestation)
    {
        _attestations.Add(attestation);
        return this;
    }

    public SomeReview Judge(string account, VerdictLevel level, int? cluster = null)
    {
        _verdicts[Some.Account(account)] = Verdict.NeverSeen(Some.Account(account)) with
        {
            Level = level,
            Cluster = cluster is { } number ? Id(number) : null,
        };
        return this;
    }

    /// <summary>Reviews, with windows and records in another order if a seed is given.</summary>
    public ResellerReview Review(int? seed = null)
    {
        using var population = new Population();
        var random = new Random(seed ?? 0);
        foreach (var window in _windows.OrderBy(_ => seed is null ? 0 : random.Next()))
        {
            population.Add(window);
        }

        foreach (var record in _records.OrderBy(_ => seed is null ? 0 : random.Next()))
        {
            population.Add(record);
        }

        foreach (var attestation in _attestations)
        {
            population.Add(attestation);
        }

        return ResellerReview.Of(
            new ReviewSource(population, Hour)
            {
                Verdicts = _verdicts,
                Clusters = [.. _verdicts.Values.Where(v => v.Cluster is not null).GroupBy(v => v.Cluster!.Value).Select(ClusterOf)],
                CommonValues = CommonValues,
                Lists = Lists,
            }
        );
    }

    private static ApiCall With(ApiCall call, string platform, string reseller, string country) =>
        new()
        {
            Id = call.Id,
            Account = call.Account,
            Micros = call.Micros,
            Model = call.Model,
            Platform = platform,
            Reseller = reseller,
            Country = country.Length == 2 ? (ushort)((country[0] << 8) | country[1]) : (ushort)0,
            InputTokens = call.InputTokens,
            OutputTokens = call.OutputTokens,
        };

    private static Cluster ClusterOf(IGrouping<ClusterId, Verdict> members) =>
        new()
        {
            Id = members.Key,
            Level = members.Max(m => m.Level),
            Accounts = [.. members.Select(m => m.Account).Order()],
            FirstSeen = Some.Time,
            LastSeen = Some.Time,
            Calls = 1,
            InputTokens = 1,
            OutputTokens = 1,
            Models = new Dictionary<string, long>(),
            Platforms = new Dictionary<string, long>(),
            Resellers = new Dictionary<string, long>(),
            Evidence = new Dictionary<string, IReadOnlyList<Reason>>(),
            Timeline = [],
        };
}
