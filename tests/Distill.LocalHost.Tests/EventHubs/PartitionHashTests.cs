using Distill.LocalHost.EventHubs.Storage;

namespace Distill.LocalHost.Tests.EventHubs;

public sealed class PartitionHashTests
{
    // Known values of the service's hash: the vectors with which azure-sdk-for-net tests its own (PartitionResolverTests).
    [Theory]
    [InlineData("7", -15263)]
    [InlineData("131", 30562)]
    [InlineData("7149583486996073602", 12977)]
    [InlineData("FWfAT", -22341)]
    [InlineData("sOdeEAsyQoEuEFPGerWO", -6503)]
    [InlineData("FAyAIctPeCgmiwLKbJcyswoHglHVjQdvtBowLACDNORsYvOcLddNJYDmhAVkbyLOrHTKLneMNcbgWVlasVywOByANjs", 5226)]
    [InlineData("1XYM6!(7(lF5wq4k4m*e$Nc!1ezLJv*1YK1Y-C^*&B$O)lq^iUkG(TNzXG;Zi#z2Og*Qq0#^*k):vXh$3,C7We7%W0meJ;b3,rQCg^J;^twXgs5E$$hWKxqp", 23950)]
    [InlineData("E(x;RRIaQcJs*P;D&jTPau-4K04oqr:lF6Z):ERpo&;9040qyV@G1_c9mgOs-8_8/10Fwa-7b7-yP!T-!IH&968)FWuI;(^g$2fN;)HJ^^yTn:", -29304)]
    [InlineData("!c*_!I@1^c", 15372)]
    [InlineData("p4*!jioeO/z-!-;w:dh", -3104)]
    [InlineData("$0cb", 26269)]
    [InlineData("-4189260826195535198", 453)]
    public void Partition_IsTheRemainderOfTheServicesHashWithoutItsSign(string key, int hash)
    {
        foreach (var partitions in (int[])[1, 4, 7, 32, 1024, 65_536])
        {
            Assert.Equal(Math.Abs(hash % partitions), PartitionHash.Partition(key, partitions));
        }
    }

    [Fact]
    public void LongKey_HashesAsAShortOneDoes()
    {
        // Past the stack's buffer; the value only has to be there and stay.
        var key = new string('é', 3000);
        Assert.Equal(PartitionHash.Partition(key, 1024), PartitionHash.Partition(key, 1024));
        Assert.InRange(PartitionHash.Partition(key, 7), 0, 6);
    }
}
