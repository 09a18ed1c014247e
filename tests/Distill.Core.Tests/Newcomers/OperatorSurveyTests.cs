using Distill.Contracts;
using Distill.Contracts.Sealing;
using Distill.Core.Events;
using Distill.Core.Newcomers;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Newcomers;

/// <summary>
/// An operator has 24 accounts on cards of two, with six framings; six of them sit in one network. Honest customers share some of that.
/// </summary>
public sealed class OperatorSurveyTests
{
    private const string Network = "172.77.0";
    private static readonly DateTimeOffset s_later = Some.Time.AddDays(3);

    [Fact]
    public void FramingAndNetworkOfTheOperator_AreMarks_AndAccuse()
    {
        var index = Run([]);

        Assert.Contains(index.Operators[0].Means, m => m.Trait.Kind == TraitKind.Network);
        Assert.NotNull(Judge(index, "new", "own"));
    }

    /// <summary>A victim whom the operator copies: two honest accounts use its framing now and then, in the network that it entered.</summary>
    [Fact]
    public void AVictimThatWasCopied_AccusesNoNewcomer()
    {
        var index = Run([.. Firm()]);

        Assert.DoesNotContain(index.Operators[0].Means, m => m.Trait.Kind == TraitKind.Network);
        Assert.Null(Judge(index, "new", "own"));
        Assert.Null(Judge(index, "v00", "own"));

        // The operator's own cards still tell its accounts.
        Assert.NotNull(Judge(index, "new", "card3"));
    }

    /// <summary>
    /// Six accounts of the last days with the operator's framings, in its network, on cards of their own: as many as a run clears of an operator's
    /// own replacements before it links them. They take no mark away.
    /// </summary>
    [Fact]
    public void NewAccountsThatARunCleared_TakeNoMarkAway()
    {
        ApiCall[] cleared = [.. Enumerable.Range(0, 6).SelectMany(i => Calls($"r{i:00}", CampaignTraffic.Frame, $"{Network}.{100 + i}", 3))];

        var (young, old) = (Run(cleared, opened: Some.Time.AddHours(33)), Run(cleared));

        Assert.Contains(young.Operators[0].Means, m => m.Trait.Kind == TraitKind.Network);
        Assert.NotNull(Judge(young, "new", "own"));
        Assert.Null(Judge(young, "r00", "own"));
        Assert.DoesNotContain(old.Operators[0].Means, m => m.Trait.Kind == TraitKind.Network);
        Assert.Null(Judge(old, "new", "own"));
    }

    /// <summary>A company hires. What its older accounts say for it, its new ones say as well.</summary>
    [Fact]
    public void NewAccountsOfACustomerOfStanding_CountAsItDoes()
    {
        AccountRecord[] records =
        [
            Some.Record("v00", Some.Time.AddHours(20), payment: "firm"),
            Some.Record("v01", Some.Time.AddHours(21), payment: "firm"),
            Some.Record("w00", payment: "firm"),
        ];

        var index = Run([.. Firm(), .. Calls("w00", _ => "", "10.9.9.1")], records: records);

        Assert.DoesNotContain(index.Operators[0].Means, m => m.Trait.Kind == TraitKind.Network);
        Assert.Null(Judge(index, "new", "own"));
    }

    /// <summary>In the first weeks of a service nobody is of standing. Then all who are not flagged speak against a mark.</summary>
    [Fact]
    public void WhereAllAccountsAreNew_AllCount()
    {
        var index = Run([.. Firm()], opened: Some.Time.AddDays(-1), change: r => r with { Created = Some.Time.AddDays(-1) });

        Assert.Single(index.Operators);
        Assert.DoesNotContain(index.Operators[0].Means, m => m.Trait.Kind == TraitKind.Network);
        Assert.Null(Judge(index, "new", "own"));
    }

    /// <summary>An account of standing used the operator's framings. Its mail domain spares others only if it is its own.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(9, true)]
    public void AMailDomain_SparesNobody_IfUnrelatedCustomersHaveIt(int unrelated, bool isAccused)
    {
        string[] names = ["seen", .. Enumerable.Range(0, unrelated).Select(i => $"u{i:00}")];
        AccountRecord[] records = [.. names.Select(n => Some.Record(n, domain: "post.example"))];

        var index = Run([.. names.SelectMany((n, i) => Calls(n, m => i == 0 ? CampaignTraffic.Frame(m) : "", $"10.8.{i}.1"))], records: records);

        var finding = NewcomerJudge.Judge(
            index,
            Some.Account("new"),
            Framed("new", ""),
            new AccountFacts(Some.Record("new", s_later, "card3", "post.example")),
            1
        );
        Assert.Equal(isAccused, finding is not null);
        Assert.NotNull(Judge(index, "new", "card3"));
    }

    /// <summary>Three customers of the operator and a few others use one small mail provider.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(2, false)]
    public void AMailProvider_TiesNobody(int others, bool isMark)
    {
        string[] own = ["h00", "h02", "h04"];
        string[] names = [.. Enumerable.Range(0, others).Select(i => $"u{i:00}")];

        var index = Run(
            [.. names.SelectMany((n, i) => Calls(n, _ => "", $"10.8.{i}.1"))],
            records: [.. names.Select(n => Some.Record(n, domain: "post.example"))],
            change: r => own.Contains(r.Account.Value) ? r with { EmailDomain = "post.example" } : r
        );

        Assert.Equal(isMark, index.Operators[0].Means.Any(m => m.Trait.Kind == TraitKind.EmailDomain));
    }

    /// <summary>Many honest accounts in the network, with other prompts; and many with the framings, in other networks.</summary>
    [Fact]
    public void ANetworkOrAFramingOfMany_IsNoMark()
    {
        var crowded = Run([.. Enumerable.Range(0, 60).SelectMany(i => Calls($"n{i:00}", _ => "", $"{Network}.{i}"))]);
        var popular = Run([.. Enumerable.Range(0, 60).SelectMany(i => Calls($"p{i:00}", CampaignTraffic.Frame, $"10.{i}.9.1"))]);

        Assert.DoesNotContain(crowded.Operators[0].Means, m => m.Trait.Kind == TraitKind.Network);
        Assert.Null(Judge(crowded, "new", "own"));
        Assert.All(popular.Operators, o => Assert.Empty(o.Framings));
        Assert.Null(Judge(popular, "new", "card3"));
    }

    /// <summary>Accounts behind one card choose together, so they are one witness.</summary>
    [Fact]
    public void CustomersAreTheWitnesses()
    {
        var known = Run([]).Operators[0];

        Assert.Equal(12, known.Customers);
        Assert.All(known.Framings, f => Assert.InRange(f.Users.Customers, 2, 12));
        Assert.All(known.Means.Where(m => m.Trait.Kind == TraitKind.Payment), m => Assert.Equal(1, m.Users.Customers));
    }

    [Fact]
    public void WhatIsUnknown_NeitherAccusesNorAcquits()
    {
        var index = Run([]);

        // Without a record there is no card and no mail domain to look at. The network is left.
        Assert.NotNull(NewcomerJudge.Judge(index, Some.Account("new"), Framed("new", $"{Network}.200"), null, 1));
        Assert.Null(NewcomerJudge.Judge(index, Some.Account("new"), Framed("new", ""), null, 1));
        Assert.Null(NewcomerJudge.Judge(index, Some.Account("new"), Framed("new", ""), Facts("new", ""), 1));
        Assert.NotNull(NewcomerJudge.Judge(index, Some.Account("new"), Framed("new", ""), Facts("new", "card3"), 1));
    }

    [Fact]
    public void InAnyOrder_TheIndexHasTheSameBytes()
    {
        var codec = new OperatorIndexCodec(KeyRing.Of(new byte[32]));

        Assert.Equal(codec.Write(Run([.. Firm()])), codec.Write(Run([.. Firm()], new Random(5))));
    }

    private static IEnumerable<ApiCall> Firm() =>
        Enumerable.Range(0, 2).SelectMany(i => Calls($"v{i:00}", n => n == 0 ? CampaignTraffic.Frame(0) : "", $"{Network}.{100 + i}"));

    // Two calls an hour for five hours of one day.
    private static IEnumerable<ApiCall> Calls(string account, Func<int, string> frame, string ip, int framed = 10)
    {
        var random = new Random(account.Sum(c => c));
        return Enumerable
            .Range(0, 10)
            .Select(n =>
                Some.Call(
                    account,
                    time: Some.Time.AddHours(33 + (n / 2)).AddMinutes(random.Next(50) + n),
                    prompt: $"{(n < framed ? frame(n % 6) : "")} {CampaignTraffic.Body(random)}",
                    ip: ip,
                    client: 3
                )
            );
    }

    private static NewcomerFinding? Judge(OperatorIndex index, string account, string card) =>
        NewcomerJudge.Judge(index, Some.Account(account), Framed(account, $"{Network}.200"), Facts(account, card), 1);

    private static AccountFacts Facts(string account, string card) => new(Some.Record(account, s_later, payment: card));

    private static ApiCall[] Framed(string account, string ip) =>
        [
            .. Enumerable
                .Range(0, 3)
                .Select(i =>
                    Some.Call(
                        account,
                        time: s_later.AddMinutes(i),
                        prompt: $"{CampaignTraffic.Frame(i)} {CampaignTraffic.Body(new Random(i))}",
                        ip: ip,
                        client: 3
                    )
                ),
        ];

    // The records of the others are as given, or else of accounts of a month, or of when they were opened.
    private static OperatorIndex Run(
        ApiCall[] others,
        Random? order = null,
        DateTimeOffset? opened = null,
        AccountRecord[]? records = null,
        Func<AccountRecord, AccountRecord>? change = null
    )
    {
        var (windows, known) = CampaignTraffic.Create(hydra: true);
        ApiCall[] calls = [.. windows.SelectMany(w => w.Calls.ToArray()).Select(Moved), .. others];
        records ??= [.. others.Select(c => c.Account.Value).Distinct().Select(a => Some.Record(a, opened))];
        AccountRecord[] all = [.. known.Select(change ?? (r => r)), .. records];
        order?.Shuffle(calls);
        order?.Shuffle(all);
        using var population = new Population();
        foreach (var record in all)
        {
            population.Add(record);
        }

        foreach (var call in calls)
        {
            population.Add(Some.Window(call));
        }

        return new Correlator(new DetectionOptions()).Correlate(population, Hour.Of(s_later) - 1, CorrelationState.Empty).Operators!;
    }

    // Six of the operator's accounts sit in one network.
    private static ApiCall Moved(ApiCall call) =>
        call.Account.Value is ['h', '0', <= '5'] ? call with { Network = Some.Call(ip: $"{Network}.1").Network } : call;
}
