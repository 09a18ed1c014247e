using Distill.Core.Events;
using Distill.Core.Framings;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Groups;

public sealed class AffiliatesTests
{
    private static readonly FramingKey s_framing = new(1 << 8);

    [Fact]
    public void WhoPaysWithTheGroupsCard_AndUsesAFramingOfItsOthers_Belongs()
    {
        var joined = Join("card0", framed: true);

        Assert.Equal("x", joined.Members[^1].Profile.Account.Value);
        Assert.Equal((1, 1), (joined.Members[^1].FramingCount, joined.Members[^1].FramingCalls));
        Assert.True(joined.Members[^1].LinkWeight > new DetectionOptions().CardWeight);
    }

    [Fact]
    public void CardAlone_DoesNotSuffice() => Assert.Equal(12, Join("card0", framed: false).Members.Count);

    [Fact]
    public void FramingAlone_DoesNotSuffice() => Assert.Equal(12, Join("own", framed: true).Members.Count);

    [Fact]
    public void CardThatMostHaveElsewhere_IsNotTheGroups() => Assert.Equal(12, Join("card0", framed: true, elsewhere: 5).Members.Count);

    [Fact]
    public void KnownBusiness_IsItsOwn() => Assert.Equal(12, Join("card0", framed: true, kyc: KnowYourCustomer.Business).Members.Count);

    [Fact]
    public void WhoIsAnotherGroups_StaysThere() => Assert.Equal(12, Join("card0", framed: true, isFree: false).Members.Count);

    // Twelve members on three cards use the framing, among 2,000 others. The account x may join.
    private static CandidateGroup Join(string card, bool framed, int elsewhere = 0, KnowYourCustomer kyc = KnowYourCustomer.Email, bool isFree = true)
    {
        var members = Enumerable.Range(0, 12).Select(i => SharedMeansTests.Account($"h{i:00}", $"card{i / 4}")).ToArray();
        var profiles = members
            .Append(Some.Profile([Some.Call("x")], Some.Record("x", payment: card, kyc: kyc)))
            .Concat(Enumerable.Range(0, elsewhere).Select(i => SharedMeansTests.Account($"y{i}", card)))
            .Concat(SharedMeansTests.Others())
            .OrderBy(p => p.Account)
            .ToArray();
        var matches = profiles.Select(p => members.Contains(p) || (framed && p.Account.Value == "x") ? Uses(p) : []).ToArray();
        return new Affiliates(PopulationBaseline.Of(profiles), matches, new DetectionOptions()).Join(SharedMeansTests.Group(members), _ => isFree);
    }

    private static FamilyUse[] Uses(AccountProfile profile) => [new FamilyUse(0, [s_framing], 1, profile.FirstCall)];
}
