using Distill.Contracts;
using Distill.Core.Clusters;

namespace Distill.Core.Tests.Clusters;

public sealed class HeldIdsTests
{
    private static readonly Hour s_hour = new(100);
    private static readonly ClusterId s_old = ClusterId.Of(new Hour(1), Some.Account("old"));

    [Fact]
    public void ClusterWhoseMembersComeAndGo_KeepsItsId() =>
        Assert.Equal([s_old], HeldIds.Assign([Accounts(3..9)], [(s_old, Accounts(0..6))], Create));

    [Fact]
    public void ClusterThatSplits_LeavesItsIdToTheLargerPart()
    {
        var ids = HeldIds.Assign([Accounts(0..2), Accounts(2..6)], [(s_old, Accounts(0..6))], Create);

        Assert.Equal(s_old, ids[1]);
        Assert.NotEqual(s_old, ids[0]);
    }

    [Fact]
    public void NewCluster_IsNamedByItsFirstRunAndMember()
    {
        var ids = HeldIds.Assign([Accounts(0..3)], [], Create);

        Assert.Equal([ClusterId.Of(s_hour, Some.Account("a00"))], ids);
    }

    private static ClusterId Create(AccountId first) => ClusterId.Of(s_hour, first);

    private static IReadOnlyList<AccountId> Accounts(Range range) =>
        [.. Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value).Select(i => Some.Account($"a{i:00}"))];
}
