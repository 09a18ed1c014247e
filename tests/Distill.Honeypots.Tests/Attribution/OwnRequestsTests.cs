using Distill.Contracts;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Honeypots.Tests.Attribution;

/// <summary>Answers of which it is known for whom they were marked.</summary>
public sealed class OwnRequestsTests
{
    private static readonly EpochId s_epoch = EpochId.Parse("2026-w47");
    private static readonly AttributionOptions s_options = new();
    private static readonly Cell[] s_cells = [.. Enumerable.Range(0, 2000).Select(i => new Cell((ushort)(i % 80), (byte)(i / 80)))];

    [Fact]
    public void ClusterOfWhoseRequestsWereAsked_IsNamedBesideStrongerOnes()
    {
        var master = Master(1);
        Answer[] answers = [.. Asked(master, 1, ("c1", 60, .9), ("c2", 30, .9), ("c3", 12, .9), ("c4", 60, 0))];
        var own = Audit(master, answers);
        var all = Audit(master, [.. answers.Select(a => a with { Marked = null })]);
        Assert.Equal(["c1", "c2", "c3"], Named(own));
        Assert.True(own.Candidates[2].LogCorrected < all.Candidates[2].LogCorrected - 5);
        Assert.Equal(own.Cells, all.Cells);
        Assert.DoesNotContain(new AttributionTest(Question(master, answers), s_options).Decoys(), d => d.P < 1e-6);
    }

    [Fact]
    public void AnswerForOneCluster_SaysNothingOfOthers()
    {
        var evidence = new LayerEvidence([.. Asked(Master(1), 1, ("c1", 5, 1))], s_options);
        Assert.True(evidence.Test(Key(Master(1), "c1")).Cells > 0);
        Assert.Equal(0, evidence.Test(Key(Master(1), "c2")).Cells);
        Assert.NotEmpty(evidence.Of(Key(Master(1), "c2"), standsFor: "c1"));
    }

    [Fact]
    public void AnswerForNoCluster_SaysNothingOfAny()
    {
        var answers = Asked(Master(1), 1, ("c1", 5, 1)).Select(a => a with { Marked = new MarkAssignment(a.Marked!.Value.Account, default) });
        var evidence = new LayerEvidence([.. answers], s_options);
        Assert.Equal(0, evidence.Test(Key(Master(1), "c1")).Cells);
        Assert.True(evidence.Test(Master(1).Provider(s_epoch)).Cells > 0);
    }

    [Fact]
    public void AnswerForOneAccount_SaysNothingOfOthers()
    {
        var evidence = new LayerEvidence([.. Asked(Master(1), 1, ("c1", 5, 1))], s_options);
        Assert.True(evidence.Test(Master(1).Derive(Layer.Account, "c1-member", s_epoch)).Cells > 0);
        Assert.Equal(0, evidence.Test(Master(1).Derive(Layer.Account, "c2-member", s_epoch)).Cells);
    }

    [Fact]
    public void CleanStudents_OfManyKeys_AreAccusedNoMoreThanStated()
    {
        // The student's wording, and whom its requests were marked for, are the same throughout. Only the master key changes.
        Answer[] answers = [.. Asked(Master(1), 1, ("c1", 40, 0), ("c2", 20, 0), ("c3", 10, 0))];
        var evidence = new LayerEvidence(answers, s_options);
        const int Keys = 1000;
        var tests = Enumerable
            .Range(0, Keys)
            .AsParallel()
            .SelectMany(i => new[] { "c1", "c2", "c3" }.Select(c => evidence.Test(Key(Master(1000 + i), c))))
            .ToArray();
        foreach (var level in (double[])[0.5, 0.1, 0.01, 0.001])
        {
            var expected = tests.Length * level;
            Assert.InRange(tests.Count(t => t.P <= level), 0, expected + (4 * Math.Sqrt(expected)));
        }

        // Fair coins: as often on one side as on the other, and as far.
        Assert.InRange(tests.Average(t => t.Z), -4 / Math.Sqrt(tests.Length), 4 / Math.Sqrt(tests.Length));
        Assert.InRange(tests.Average(t => t.Z * t.Z), 0.94, 1.06);
    }

    [Fact]
    public void CleanStudent_IsNamedForNoClusterOfAThousand()
    {
        for (var seed = 1; seed <= 2; seed++)
        {
            var master = Master(seed);
            Answer[] answers = [.. Asked(master, seed, [.. Enumerable.Range(1, 1000).Select(i => ($"c{i}", 1, 0.0))])];
            var result = Audit(master, answers, 1000);
            Assert.Empty(Named(result));
            Assert.True(result.P > 1e-3);
        }
    }

    [Fact]
    public void ChoiceOfCells_DoesNotLookAtSigns()
    {
        // Over many keys and requests, the cells that count have as many signs of one kind as of the other.
        var (sum, count) = (0L, 0L);
        for (var i = 0; i < 300; i++)
        {
            var key = Key(Master(i), "c1");
            foreach (var cell in s_cells.Where(c => key.Select($"r{i}").Includes(c, 0.5)))
            {
                sum += key.Sign(cell);
                count++;
            }
        }

        Assert.InRange(sum, -4 * Math.Sqrt(count), 4 * Math.Sqrt(count));
        Assert.InRange(count, 300 * s_cells.Length * 0.49, 300 * s_cells.Length * 0.51);
    }

    [Fact]
    public void FoundText_CountsForTheClusterItWasMarkedFor()
    {
        var master = Master(1);
        Answer[] leaked = [.. Asked(master, 1, ("c7", 3, 1))];
        var own = Found(leaked);
        var wrong = Found([.. leaked.Select(a => a with { Marked = new MarkAssignment(AccountId.Parse("c8-member"), MarkCode.Parse("c8")) })]);
        Assert.Equal(["c7"], Named(own));
        Assert.Equal(0, own.Candidates[7].Test.Cells);
        Assert.Empty(Named(wrong));

        AttributionResult Found(Answer[] answers) => new AttributionTest(Question(master, answers) with { FoundText = true }, s_options).Suspect();
    }

    private static IEnumerable<string> Named(AttributionResult result) => result.Candidates.Where(c => c.Corrected < 1e-6).Select(c => c.Id);

    private static AttributionResult Audit(MasterKey master, Answer[] answers, int candidates = 50) =>
        new AttributionTest(Question(master, answers, candidates), s_options).Suspect();

    private static AttributionQuestion Question(MasterKey master, Answer[] answers, int candidates = 50) =>
        new()
        {
            Suspect = answers,
            Control = new SiteCounts(),
            Master = master,
            Epoch = s_epoch,
            Candidates = [.. Enumerable.Range(1, candidates).Select(i => new MarkAssignment(default, MarkCode.Parse($"c{i}")))],
        };

    private static MasterKey Master(int seed) =>
        MasterKey.FromBytes([.. Enumerable.Range(0, 32).Select(i => (byte)((i * 7) ^ (seed >> (8 * (i & 3)))))]);

    private static MarkKey Key(MasterKey master, string code) => master.Derive(Layer.Cluster, code, s_epoch);

    /// <summary>
    /// Answers to each cluster's own requests, 40 cells each. A cell that the request drew has its sign's form with the cluster's pull; all else has
    /// the form of the writer's habit.
    /// </summary>
    private static IEnumerable<Answer> Asked(MasterKey master, int seed, params (string Code, int Requests, double Pull)[] clusters)
    {
        var (rng, router) = (new Random(seed), master.Router(s_epoch));
        foreach (var (code, requests, pull) in clusters)
        {
            var to = new MarkAssignment(AccountId.Parse($"{code}-member"), MarkCode.Parse(code));
            MarkKey[] keys = [master.Provider(s_epoch), Key(master, code), master.Derive(Layer.Account, to.Account.Value, s_epoch)];
            for (var r = 0; r < requests; r++)
            {
                var (request, choices) = ($"{code}-{r}", new SiteCounts());
                for (var i = 0; i < 40; i++)
                {
                    var cell = s_cells[rng.Next(s_cells.Length)];
                    var key = keys[(int)router.Route(cell)];
                    var learned = key.Select(request).Includes(cell, key.Layer.Rate(0.5)) && rng.NextDouble() < pull;
                    var habit = rng.NextDouble() < cell.Pair / 80.0;
                    choices.Add(cell, learned ? key.Sign(cell) > 0 : habit);
                }

                yield return new Answer(request, choices, to);
            }
        }
    }
}
