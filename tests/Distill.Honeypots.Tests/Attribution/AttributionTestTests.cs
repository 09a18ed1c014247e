using Distill.Contracts;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Honeypots.Tests.Attribution;

public sealed class AttributionTestTests
{
    private static readonly EpochId s_epoch = EpochId.Parse("2026-w47");
    private static readonly MasterKey s_master = MasterKey.FromBytes("a master key of a test, long enough"u8);

    private static readonly SiteCounts s_control = Sample(1);

    [Fact]
    public void Source_IsNamedAndNobodyElse()
    {
        var result = Audit(Sample(3, ("c7", 0.3))).Suspect();
        Assert.True(result.P < 1e-6);
        Assert.Equal("c7", Assert.Single(result.Candidates, c => c.Corrected < 1e-6).Id);
    }

    [Fact]
    public void WeakClusterBesideStrongOnes_IsNamedToo()
    {
        var named = Audit(Sample(4, ("c1", 0.4), ("c2", 0.2), ("c3", 0.1))).Suspect().Candidates.Where(c => c.Corrected < 1e-6);
        Assert.Equal(["c1", "c2", "c3"], named.Select(c => c.Id));
    }

    [Fact]
    public void CleanText_ControlAndDecoys_ShowNothing()
    {
        var audit = Audit(Sample(5));
        Assert.True(audit.Suspect().P > 0.01);
        Assert.True(audit.Control().P > 0.01);
        Assert.Equal(1000, audit.Decoys().Count);
        Assert.DoesNotContain(Audit(Sample(3, ("c7", 0.3))).Decoys(), d => d.P < 1e-6);
    }

    [Fact]
    public void Looks_AndSuspects_MultiplyEveryP()
    {
        var sample = Sample(3, ("c7", 0.3));
        var (once, often) = (Audit(sample).Suspect(), Audit(sample, new AttributionOptions { Suspects = 5, Looks = 4 }).Suspect());
        Assert.Equal(once.Candidates[6].LogCorrected + Math.Log(20), often.Candidates[6].LogCorrected, 9);
        Assert.Equal(once.LogP + Math.Log(20), often.LogP, 9);
    }

    [Fact]
    public void Account_IsNamedByItsOwnCells()
    {
        var counts = Sample(6, ("acct_1", 0.5));
        var result = new AttributionTest(
            Question(counts) with
            {
                Candidates = [.. Enumerable.Range(1, 20).Select(i => new MarkAssignment(AccountId.Parse($"acct_{i}"), default))],
            },
            new AttributionOptions()
        ).Suspect();
        Assert.Equal("acct_1", Assert.Single(result.Candidates, c => c.Corrected < 1e-6).Id);
    }

    [Fact]
    public void FoundText_OfAKnownRequest_IsHeldAgainstTheCellsSetForIt()
    {
        var cells = Enumerable.Range(0, 60).Select(i => new Cell((ushort)(i % 20), (byte)i)).ToArray();
        var (router, leaker) = (s_master.Router(s_epoch), new MarkAssignment(AccountId.Parse("acct_1"), MarkCode.Parse("c1")));
        var keys = new[]
        {
            s_master.Provider(s_epoch),
            s_master.Derive(Layer.Cluster, "c1", s_epoch),
            s_master.Derive(Layer.Account, "acct_1", s_epoch),
        };
        var choices = new SiteCounts();
        foreach (var cell in cells)
        {
            // Where nothing was set, the text has the first form. That must not count.
            var key = keys[(int)router.Route(cell)];
            choices.Add(cell, key.Select("r1").Includes(cell, key.Layer.Rate(0.5)) && key.Sign(cell) > 0);
        }

        var question = Question(choices) with { Candidates = [leaker], FoundText = true };
        var (known, unknown, wrong) = (Found("r1"), Found(""), Found("r2"));
        Assert.True(known.P < 1e-6);
        Assert.True(known.LogP < unknown.LogP && unknown.LogP < wrong.LogP);
        Assert.True(new AttributionTest(question with { Suspect = [new Answer("r1", choices)] }, new AttributionOptions()).Control().P > 0.01);
        Assert.DoesNotContain(
            new AttributionTest(question with { Suspect = [new Answer("r1", choices)] }, new AttributionOptions()).Decoys(),
            d => d.P < 1e-6
        );

        AttributionResult Found(string request) =>
            new AttributionTest(question with { Suspect = [new Answer(request, choices)] }, new AttributionOptions()).Suspect();
    }

    [Fact]
    public void StudentAskedOfKnownRequests_IsHeldAgainstTheCellsSetForThem()
    {
        var answers = Copied(8, 45, "c7", 0.15);
        var (known, unknown, wrong) = (Asked(r => r), Asked(_ => ""), Asked(r => r + " of another"));
        Assert.True(known.P < 1e-6);
        Assert.True(known.LogP < unknown.LogP - 10 && unknown.LogP < wrong.LogP);
        Assert.Equal("c7", Assert.Single(known.Candidates, c => c.Corrected < 1e-6).Id);
        Assert.Equal((unknown.Cells, unknown.Sites), (known.Cells, known.Sites));
        Assert.True(known.Power.Power > unknown.Power.Power);
        Assert.DoesNotContain(new AttributionTest(Question(answers), new AttributionOptions()).Decoys(), d => d.P < 1e-6);

        AttributionResult Asked(Func<string, string> request) =>
            new AttributionTest(Question([.. answers.Select(a => a with { Request = request(a.Request) })]), new AttributionOptions()).Suspect();
    }

    [Fact]
    public void WeakClusterAskedBesideAStrongOne_IsNamedToo()
    {
        // Each was asked its own requests, and draws by chance for the other's.
        var both = new AttributionTest(Question([.. Copied(9, 60, "c1", 0.9), .. Copied(10, 60, "c2", 0.4)]), new AttributionOptions()).Suspect();
        Assert.Equal(["c1", "c2"], both.Candidates.Where(c => c.Corrected < 1e-6).Select(c => c.Id));
    }

    [Fact]
    public void Power_IsWhatStudentsOfThatShareShow()
    {
        // 25 students of the smallest share that the statement gives 80 %. The statement is a first-order model, so the check is rough.
        var clean = Audit(Sample(7), new AttributionOptions { MarkingRate = 1 }).Suspect();
        var share = clean.NamingPower.Smallest;
        var shown = Enumerable.Range(0, 25).Count(i => Audit(Sample(100 + i, ("c7", share))).Suspect().Candidates[6].Corrected < 1e-6);
        Assert.InRange(share, 0.02, 0.4);
        Assert.InRange(shown, 14, 25);
    }

    [Fact]
    public void NoCandidates_LeaveTheProvidersTest()
    {
        var result = new AttributionTest(Question(Sample(3, ("c7", 0.3))) with { Candidates = [] }, new AttributionOptions()).Suspect();
        Assert.Empty(result.Candidates);
        Assert.True(result.P < 1e-6);
        Assert.Equal(1, new AttributionTest(Question(new SiteCounts()), new AttributionOptions()).Suspect().P);
    }

    [Fact]
    public void OptionOutOfItsRange_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Audit(new SiteCounts(), new AttributionOptions { Decoys = 10 }));

    private static AttributionTest Audit(SiteCounts suspect, AttributionOptions? options = null) =>
        new(Question(suspect), options ?? new AttributionOptions());

    private static AttributionQuestion Question(SiteCounts suspect) => Question([new Answer("", suspect)]);

    private static AttributionQuestion Question(IReadOnlyList<Answer> suspect) =>
        new()
        {
            Suspect = suspect,
            Control = s_control,
            Master = s_master,
            Epoch = s_epoch,
            Candidates = [.. Enumerable.Range(1, 50).Select(i => new MarkAssignment(default, MarkCode.Parse($"c{i}")))],
        };

    /// <summary>
    /// Eight sightings in each of 4,000 cells. Habits depend on pair and context, and each teacher's form is learned with its chance.
    /// </summary>
    private static SiteCounts Sample(int seed, params (string Id, double Pull)[] teachers)
    {
        var (rng, counts, router) = (new Random(seed), new SiteCounts(), s_master.Router(s_epoch));
        for (var cell = 0; cell < 4000; cell++)
        {
            var site = new Cell((ushort)(cell % 80), (byte)(cell / 80));
            var layer = router.Route(site);
            var habit = Math.Clamp((cell % 80 / 80.0) + (0.2 * (rng.NextDouble() - 0.5)), 0.02, 0.98);
            bool[] wanted = [.. teachers.Select(t => s_master.Derive(layer, layer == Layer.Provider ? "" : t.Id, s_epoch).Sign(site) > 0)];
            for (var i = 0; i < 8; i++)
            {
                var (draw, form) = (rng.NextDouble(), rng.NextDouble() < habit);
                for (var t = 0; t < teachers.Length; draw -= teachers[t++].Pull)
                {
                    form = draw >= 0 && draw < teachers[t].Pull ? wanted[t] : form;
                }

                counts.Add(site, form);
            }
        }

        return counts;
    }

    /// <summary>
    /// Answers to requests that are asked again, with 100 cells each. A cell has the form that left, with some chance, or else the habit's. Half of
    /// what left was set.
    /// </summary>
    private static Answer[] Copied(int seed, int requests, string cluster, double pull)
    {
        var (rng, router) = (new Random(seed), s_master.Router(s_epoch));
        return
        [
            .. Enumerable
                .Range(0, requests)
                .Select(r =>
                {
                    var (request, choices) = (FormattableString.Invariant($"{cluster}-{r}"), new SiteCounts());
                    for (var i = 0; i < 100; i++)
                    {
                        var cell = new Cell((ushort)rng.Next(80), (byte)rng.Next(50));
                        var key = s_master.Derive(router.Route(cell), router.Route(cell) == Layer.Provider ? "" : cluster, s_epoch);
                        var set = key.Select(request).Includes(cell, key.Layer.Rate(0.5));
                        var left = rng.NextDouble() < cell.Pair / 80.0;
                        for (var j = 0; j < 4; j++)
                        {
                            choices.Add(cell, set && rng.NextDouble() < pull ? key.Sign(cell) > 0 : left);
                        }
                    }

                    return new Answer(request, choices);
                }),
        ];
    }
}
