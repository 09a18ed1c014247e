using Distill.Client.Verdicts;

namespace Distill.Client.Tests.Verdicts;

public sealed class AccountHashTests
{
    // Of the reference implementation's key and inputs, 00 01 02 ..., as OpenSSL's SIPHASH with size 16 gives them.
    [Theory]
    [InlineData(0, "A3817F04BA25A8E66DF67214C7550293")]
    [InlineData(1, "DA87C1D86B99AF44347659119B22FC45")]
    [InlineData(7, "A1F1EBBED8DBC153C0B84AA61FF08239")]
    [InlineData(8, "3B62A9BA6258F5610F83E264F31497B4")]
    [InlineData(34, "37A6986CB8847EDF0925F0F1309B54DE")]
    public void Hash_IsSipHash24Of128Bits(int length, string expected)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)i)];

        var hash = AccountHash.Of(bytes, new HashKey(0x0706050403020100, 0x0f0e0d0c0b0a0908));

        Assert.Equal(expected, Convert.ToHexString([.. BitConverter.GetBytes(hash.First), .. BitConverter.GetBytes(hash.Second)]));
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
