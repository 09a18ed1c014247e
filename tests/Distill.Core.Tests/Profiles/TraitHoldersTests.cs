using Distill.Core.Groups;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Profiles;

/// <summary>An operator, or an enemy of honest customers, can give any value to a crowd of new accounts. That makes it no more common.</summary>
public sealed class TraitHoldersTests
{
    private const int Crowd = 120;

    [Theory]
    [InlineData(true, TraitKind.Device)]
    [InlineData(true, TraitKind.Payment)]
    [InlineData(false, TraitKind.Device)]
    [InlineData(false, TraitKind.Payment)]
    public void CrowdWithACardOrADevice_DoesNotKeepItFromTying(bool isNew, TraitKind kind)
    {
        var population = Population(isNew, kind);
        var value = population.Profiles[0].Traits.ToArray().Single(t => t.Kind == kind);

        Assert.Equal(isNew, Means.CanTie(population, value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CrowdWithTheDeviceOfAClass_DoesNotTakeItsExplanationAway(bool isNew)
    {
        var population = Population(isNew, TraitKind.Device);
        AccountProfile[] lesson = [.. population.Profiles.Where(p => p.Account.Value[0] == 'a')];

        var owner = CommonOwner.Of(lesson, new TraitCounts().Count(lesson), population);

        Assert.Equal(isNew, owner is not null);
    }

    // Twelve accounts with one card or device, 400 others, and a crowd with the same value: new ones, or established ones.
    private static PopulationBaseline Population(bool isNew, TraitKind kind) =>
        PopulationBaseline.Of([
            .. Enumerable
                .Range(0, 12)
                .Select(i => Account($"a{i:000}", 6, isNew: false, kind))
                .Concat(Enumerable.Range(0, Crowd).Select(i => Account($"c{i:000}", isNew ? 2 : 6, isNew, kind)))
                .Concat(Enumerable.Range(0, 400).Select(i => Account($"o{i:000}", 6, isNew: false, null)))
                .OrderBy(p => p.Account),
        ]);

    private static AccountProfile Account(string name, int calls, bool isNew, TraitKind? kind)
    {
        var record = Some.Record(name, Some.Time.AddDays(isNew ? -1 : -40), kind == TraitKind.Payment ? "one" : null, $"{name}.example");
        return Some.Profile(
            Enumerable.Range(0, calls).Select(n => Some.Call(name, time: Some.Time.AddHours(n), ip: $"10.{name[1]}.{name[2..]}.1")),
            kind == TraitKind.Device ? record with { Device = "one" } : record
        );
    }
}
