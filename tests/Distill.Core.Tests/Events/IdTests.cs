using System.Text;
using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Core.Tests.Events;

public sealed class IdTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.0/24")]
    [InlineData("2001:db8:1:2:3::4", "2001:db8:1:2::/64")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.0/24")]
    public void Network_IsTheAddressesPrefix(string address, string network)
    {
        Assert.True(NetworkPrefix.TryParse(Encoding.UTF8.GetBytes(address), out var prefix));
        Assert.Equal(network, prefix.ToString());
    }

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.256")]
    [InlineData("host.example")]
    [InlineData("")]
    public void Network_OfNoAddress_IsRefused(string text) => Assert.False(NetworkPrefix.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Hour_PrintsAndParses() => Assert.Equal("2026042203", Hour.Parse(Hour.Of(Some.Time.AddMinutes(59)).ToString()).ToString());

    [Fact]
    public void Hour_BeforeTheEpoch_RoundsDown() => Assert.Equal(new Hour(-1), Hour.Of(-1));

    [Fact]
    public void ClusterId_PrintsAndParses()
    {
        var id = ClusterId.Of(Hour.Of(Some.Time), Some.Account("acct_1"));

        Assert.Equal(id, ClusterId.Parse(id.ToString()));
        Assert.Throws<FormatException>(() => ClusterId.Parse("hydra-xyz"));
    }

    [Fact]
    public void AccountId_RefusesEmptyLongAndUnprintable()
    {
        Assert.Throws<FormatException>(() => AccountId.Parse(""));
        Assert.Throws<FormatException>(() => AccountId.Parse(new string('a', 257)));
        Assert.Throws<FormatException>(() => AccountId.Parse("a\nb"));
        Assert.Throws<FormatException>(() => AccountId.Parse("a\ud83d"));
        Assert.Throws<FormatException>(() => AccountId.Parse("\ude00a"));
        Assert.Equal("ä/#?", AccountId.Parse("ä/#?").Value);
        Assert.Equal("ann \ud83d\ude00", AccountId.Parse("ann \ud83d\ude00").Value);
    }
}
