using System.Security.Cryptography;
using Distill.Simulation.Prompts;
using Distill.Simulation.Traffic;

namespace Distill.Simulation.Tests;

public sealed class SimulationRunTests
{
    private static readonly LadderSize s_tiny = Some.Size(200, 20, 2);

    [Theory]
    [InlineData("thin")]
    [InlineData("whack")]
    [InlineData("ghost")]
    [InlineData("framed")]
    [InlineData("sheltered")]
    public void EqualScenarios_GiveEqualBytes(string rung) =>
        Assert.Equal(Digest(new(Ladder.Rung(rung, s_tiny))), Digest(new(Ladder.Rung(rung, s_tiny))));

    [Fact]
    public void SecondReading_GivesTheSame()
    {
        var run = new SimulationRun(Ladder.Decoy(s_tiny));
        var first = Digest(run);
        var calls = run.Truth.Calls;
        Assert.Equal(first, Digest(run));
        Assert.Equal(calls, run.Truth.Calls);
    }

    [Fact]
    public void AnotherSeed_GivesOtherTraffic() =>
        Assert.NotEqual(Digest(new(Ladder.Thin(s_tiny))), Digest(new(Ladder.Thin(s_tiny with { Seed = 2 }))));

    [Fact]
    public void AnotherStock_ChangesPromptsOnly()
    {
        var wide = Some.Rung("thin", s_tiny);
        var narrow = Some.Rung("thin", s_tiny with { Stock = FramingStock.Narrow });
        Assert.Equal(wide.Calls.Select(c => (c.Text("id"), c.Text("ip"))), narrow.Calls.Select(c => (c.Text("id"), c.Text("ip"))));
        Assert.NotEqual(wide.Calls.Select(c => c.Text("prompt")), narrow.Calls.Select(c => c.Text("prompt")));
        Assert.Equal(
            Digest(new(Ladder.Rung("thin", s_tiny with { Stock = FramingStock.Narrow }))),
            Digest(new(Ladder.Rung("thin", s_tiny with { Stock = FramingStock.Narrow })))
        );
    }

    [Fact]
    public void Events_ComeInOrderOfTime_AndAccountsBeforeTheirCalls()
    {
        var known = new HashSet<string>();
        var banned = new HashSet<string>();
        var last = DateTimeOffset.MinValue;
        foreach (var wire in new SimulationRun(Ladder.Whack(s_tiny)).Events())
        {
            Assert.True(wire.Time >= last);
            last = wire.Time;
            switch (wire.Kind)
            {
                case WireEventKind.Account:
                    Assert.True(known.Add(wire.Account));
                    break;
                case WireEventKind.Ban:
                    Assert.True(banned.Add(wire.Account));
                    break;
                default:
                    Assert.Contains(wire.Account, known);
                    Assert.DoesNotContain(wire.Account, banned);
                    break;
            }
        }
    }

    [Fact]
    public void Calls_FallIntoTheScenario()
    {
        var scenario = Ladder.Ghost(s_tiny);
        foreach (var wire in new SimulationRun(scenario).Events().Where(wire => wire.Kind == WireEventKind.Call))
        {
            Assert.InRange(wire.Time, scenario.Start, scenario.Start + scenario.Length);
        }
    }

    [Fact]
    public void Problems_AreAllNamedAtOnce()
    {
        var scenario = Ladder.Thin(s_tiny);
        var bad = scenario with { Days = 0, NewcomerShare = 2, Campaign = scenario.Campaign! with { Framings = 0, ErrorRate = 1 } };
        var error = Assert.Throws<ArgumentException>(() => new SimulationRun(bad));
        foreach (var part in new[] { "Days", "NewcomerShare", "FramingsPerNode", "ErrorRate" })
        {
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        }
    }

    private static string Digest(SimulationRun run)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var wire in run.Events())
        {
            hash.AppendData(wire.Json.Span);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
