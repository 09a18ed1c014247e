using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Newcomers;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Tests.Decisions;
using Distill.Core.Windows;
using static Distill.Core.Tests.Newcomers.NewcomerCase;

namespace Distill.Core.Tests.Newcomers;

/// <summary>A run finds an operator of 24 accounts on cards of two. Then accounts come that nobody has seen.</summary>
public sealed class NewcomerJudgeTests
{
    [Fact]
    public void FramingAndCardOfTheOperator_Accuse_FromTheFirstCall()
    {
        var finding = Judge(Record("card3"), Framed("new", 0));

        Assert.NotNull(finding);
        Assert.Equal([Found.Verdicts[Some.Account("h00")].Cluster!.Value], finding.Clusters);
        Assert.Equal(["known_framings", "known_means"], finding.Reasons.Select(r => r.Signal));
        Assert.Equal(
            [
                $"1 call with 1 prompt framing of {finding.Clusters[0]}. 12 customers of its 12 use it, and 0 accounts that are not flagged.",
                "It has a card of 1 customer of the same operator and of 0 accounts not flagged.",
            ],
            finding.Reasons.Select(r => r.Detail)
        );
    }

    /// <summary>One kind of evidence never accuses, however much there is of it.</summary>
    [Fact]
    public void OneKindAlone_AccusesNobody()
    {
        Assert.Null(Judge(Record("own"), [.. Enumerable.Range(0, 6).Select(i => Framed("new", i))]));
        Assert.Null(Judge(Record("card3"), Plain("new")));
        Assert.Null(Judge(null, [.. Enumerable.Range(0, 6).Select(i => Framed("new", i))]));
    }

    [Fact]
    public void WhatManyOthersUseToo_IsNoMark()
    {
        // 200 customers of standing took the framings up: now they are everybody's.
        var random = new Random(3);
        var taken = Enumerable
            .Range(0, 200)
            .SelectMany(i =>
                Enumerable
                    .Range(0, 6)
                    .Select(n =>
                        Some.Call(
                            $"c{i:000}",
                            time: Some.Time.AddHours(30 + n),
                            prompt: $"{CampaignTraffic.Frame(n)} {CampaignTraffic.Body(random)}",
                            ip: $"10.{i}.0.1",
                            client: 3
                        )
                    )
            )
            .Select(c => Some.Window(c));
        var index = Run([.. Traffic.Windows, .. taken], Traffic.Records).Operators!;

        Assert.Null(NewcomerJudge.Judge(index, Some.Account("new"), [Framed("new", 0), Framed("new", 1)], Facts(Record("card3")), 1));
    }

    [Fact]
    public void WhoTheRunSawWithAMark_AndTheirCustomers_AreNotAccused()
    {
        // c001 of a firm used framings of the operator. It is clear, and so are the firm's other accounts.
        var seen = Some.Window([.. Enumerable.Range(0, 6).Select(i => Framed("c001", i, Some.Time.AddHours(40)))]);
        AccountRecord[] records = [.. Traffic.Records.Select(r => r.Account == Some.Account("c001") ? r with { EmailDomain = "firm.example" } : r)];
        var index = Run([.. Traffic.Windows, seen], records).Operators!;

        NewcomerFinding? JudgeOf(string account, string domain) =>
            NewcomerJudge.Judge(
                index,
                Some.Account(account),
                [Framed(account, 0), Framed(account, 1)],
                Facts(Record("card3") with { EmailDomain = domain }),
                1
            );

        Assert.Null(JudgeOf("c001", "mail.example"));
        Assert.Null(JudgeOf("colleague", "firm.example"));
        Assert.NotNull(JudgeOf("new", "mail.example"));
    }

    [Fact]
    public void AKnownBusiness_IsNotAccused()
    {
        Assert.Null(Judge(Record("card3") with { Kyc = KnowYourCustomer.Business }, Framed("new", 0)));
        Assert.Null(Judge(Record("card3") with { Kyc = KnowYourCustomer.Verified }, Framed("new", 0)));
    }

    /// <summary>Two operators use the same framings. The card tells whose account it is.</summary>
    [Fact]
    public void AFramingOfTwoOperators_CountsForBoth()
    {
        var one = Known.Operators[0];
        Span<Trait> traits = stackalloc Trait[AccountTraits.Most];
        Trait[] own = [.. traits[..AccountTraits.OfRecord(Facts(Record("card3")), traits)]];
        var other = one with { Means = [.. one.Means.Where(m => !own.Contains(m.Trait))] };
        var payer = one with { Clusters = [SomeDecisions.Id(9)], Means = [.. one.Means.Where(m => own.Contains(m.Trait))] };
        foreach (var isFirst in (bool[])[false, true])
        {
            KnownOperator[] operators = isFirst ? [payer, other] : [other, payer];
            var index = new OperatorIndex(Known.Hour, operators, new HashSet<ulong>(), new HashSet<Trait>());

            var finding = NewcomerJudge.Judge(index, Some.Account("new"), [Framed("new", 0)], Facts(Record("card3")), 1);

            Assert.Equal(payer.Clusters, finding?.Clusters);
        }
    }

    /// <summary>A framing that some others use as well, and a network: what one kind lacks the other makes up for, up to a point.</summary>
    [Theory]
    [InlineData(3.5, 6, 9.2, true)]
    [InlineData(3.5, 6, 11, false)]
    [InlineData(6, 3.5, 9.2, true)]
    [InlineData(3.5, 5, 9.2, false)]
    [InlineData(2.9, 12, 9.2, false)]
    public void BothKindsTogether_MustReachTheSumOfTheOperator(double framing, double means, double leastSum, bool isAccused)
    {
        var own = new AccountFacts(Record("fresh") with { Device = "dv_h", EmailDomain = "h.example" });
        Span<Trait> traits = stackalloc Trait[AccountTraits.Most];
        Trait[] ofAccount = [.. traits[..AccountTraits.OfRecord(own, traits)]];
        var known = Known.Operators[0] with
        {
            LeastSum = leastSum,
            Framings = [.. Known.Operators[0].Framings.Select(f => f with { Users = f.Users with { Weight = framing } })],
            Means = [.. ofAccount.Where(t => t.Kind != TraitKind.Payment).Select(t => new KnownMeans(t, new Holders(4, 0, means / 2)))],
        };
        var index = new OperatorIndex(Known.Hour, [known], new HashSet<ulong>(), new HashSet<Trait>());

        Assert.Equal(isAccused, NewcomerJudge.Judge(index, Some.Account("new"), [Framed("new", 0)], own, 1) is not null);
    }

    [Fact]
    public void TheRarerAnOperatorsAccountsAre_TheMoreItTakes()
    {
        // 24 of 324 accounts: 12.5 to 1, and a member's margin, are less than a kind of evidence must weigh at least.
        Assert.Equal(new DetectionOptions().EvidenceThreshold, Known.Operators[0].LeastSum);
        var options = new DetectionOptions { EvidenceThreshold = 6 };
        using var population = new Population();
        Array.ForEach(Traffic.Records, population.Add);
        Array.ForEach(Traffic.Windows, population.Add);

        var known = new Correlator(options).Correlate(population, Hour.Of(Later) - 1, CorrelationState.Empty).Operators!.Operators[0];

        Assert.Equal(Math.Log(301.0 / 24) + options.MemberMargin, known.LeastSum, 6);
    }

    [Fact]
    public void OrderDuplicatesAndOtherCalls_ChangeNothing()
    {
        ApiCall[] calls = [.. Enumerable.Range(0, 4).Select(i => Framed("new", i)), Plain("new")];
        var expected = Judge(Record("card3"), calls)!;
        var random = new Random(1);
        for (var i = 0; i < 10; i++)
        {
            ApiCall[] again = [.. calls, .. calls];
            random.Shuffle(again);
            var found = Judge(Record("card3"), again)!;
            Assert.Equal((expected.Weight, expected.Reasons[0], expected.Reasons[1]), (found.Weight, found.Reasons[0], found.Reasons[1]));
        }
    }

    [Fact]
    public void FewerFramedCallsThanAsked_AccuseNobody()
    {
        Assert.Null(NewcomerJudge.Judge(Known, Some.Account("new"), [Framed("new", 0), Framed("new", 0)], Facts(Record("card3")), 2));
        Assert.NotNull(NewcomerJudge.Judge(Known, Some.Account("new"), [Framed("new", 0), Framed("new", 1)], Facts(Record("card3")), 2));
    }

    [Fact]
    public void WithoutAnOperator_TheIndexIsEmpty()
    {
        var (windows, records) = CampaignTraffic.Create(hydra: false);
        var index = Run(windows, records).Operators!;

        Assert.True(index.IsEmpty);
        Assert.False(index.Carries(Framed("new", 0)));
    }

    [Fact]
    public void ACallThatShowsNothing_TakesNoMemory()
    {
        var (plain, index) = (Plain("new"), Known);
        var facts = Facts(Record("own"))!;
        for (var i = 0; i < 100; i++)
        {
            Assert.False(index.Carries(plain) || index.HasMeans(facts));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _ = index.Carries(plain) || index.HasMeans(facts);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }
}
