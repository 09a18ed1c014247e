using Distill.Client.Verdicts;
using Distill.Contracts;

namespace Distill.Client.Tests.Verdicts;

public sealed class AccountHashTests
{
    // Of the reference implementation's key and inputs, 00 01 02 ..., as OpenSSL's SIPHASH of size 16, c-rounds 1 and d-rounds 3 gives them.
    [Theory]
    [InlineData(0, "E77EBCB22788A5BEFD62DB6ADD303001")]
    [InlineData(1, "FC6F370460D3EDA85E0573CC2B2FF063")]
    [InlineData(7, "1084B923F2AAE0C3A62F2EC80848AB77")]
    [InlineData(8, "AA12FEE1D5E3DAB4724F16AB35F9C799")]
    [InlineData(34, "04BF737A5B676BE7C3DE05017DF4BFF9")]
    public void Hash_IsSipHash13Of128Bits(int length, string expected)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)i)];

        var (first, second) = SipHash.Wide(0x0706050403020100, 0x0f0e0d0c0b0a0908, bytes);

        Assert.Equal(expected, Convert.ToHexString([.. BitConverter.GetBytes(first), .. BitConverter.GetBytes(second)]));
    }

    [Fact]
    public void Hash_DependsOnTheKey_AndTheCase()
    {
        var key = HashKey.Random();

        Assert.Equal(AccountHash.Of("acct_1", key), AccountHash.Of("acct_1", key));
        Assert.NotEqual(AccountHash.Of("acct_1", key), AccountHash.Of("Acct_1", key));
        Assert.NotEqual(AccountHash.Of("acct_1", key), AccountHash.Of("acct_1", HashKey.Random()));
    }

    [Fact]
    public void Key_DoesNotPrint() => Assert.Equal("HashKey", $"{HashKey.Random()}");
}
