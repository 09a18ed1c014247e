using System.Text;
using Distill.Core.Events;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class NetworkListsTests
{
    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.9", true)]
    [InlineData("203.0.113.0/24", "203.0.114.9", false)]
    [InlineData("198.51.0.0/16", "198.51.100.1", true)]
    [InlineData("198.51.77.5/16", "198.51.100.1", true)]
    [InlineData("203.0.113.0/25", "203.0.113.200", true)]
    [InlineData("203.0.113.0/26", "203.0.113.1", false)]
    [InlineData("203.0.113.1", "203.0.113.1", false)]
    [InlineData("2001:db8::/32", "2001:db8:7::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("2001:db8::7/128", "2001:db8::1", true)]
    [InlineData("::ffff:203.0.113.0/120", "203.0.113.1", true)]
    [InlineData("255.255.255.0/24", "255.255.255.1", true)]
    public void Network_IsListedWhenHalfOfItIs(string listed, string ip, bool expected)
    {
        var lists = Parse(ListKind.DataCentre, listed);

        Assert.Equal(expected, lists.Contains(ListKind.DataCentre, Network(ip), 0));
        Assert.False(lists.Contains(ListKind.Vpn, Network(ip), 0));
    }

    [Fact]
    public void PartsOfANetwork_AddUpOnce()
    {
        Assert.True(Parse(ListKind.Vpn, "203.0.113.0/26", "203.0.113.128/26").Contains(ListKind.Vpn, Network("203.0.113.1"), 0));
        Assert.False(Parse(ListKind.Vpn, "203.0.113.0/26", "203.0.113.0/26", "203.0.113.0/27").Contains(ListKind.Vpn, Network("203.0.113.1"), 0));
    }

    [Fact]
    public void ManyNetworks_AreFoundAsOneByOne()
    {
        var random = new Random(1);
        var cidrs = Enumerable.Range(0, 2000).Select(_ => (Address: (uint)random.NextInt64(1L << 32), Length: random.Next(12, 25))).ToArray();
        var lists = Parse(ListKind.DataCentre, [.. cidrs.Select(c => $"{Dotted(c.Address)}/{c.Length}")]);

        for (var i = 0; i < 3000; i++)
        {
            // Half of the addresses are near a listed one.
            var address = i % 2 == 0 ? (uint)random.NextInt64(1L << 32) : cidrs[random.Next(cidrs.Length)].Address ^ (uint)random.Next(1 << 16);
            Assert.Equal(
                cidrs.Any(c => (address ^ c.Address) >> (32 - c.Length) == 0),
                lists.Contains(ListKind.DataCentre, Network(Dotted(address)), 0)
            );
        }
    }

    [Fact]
    public void Asns_AreReadWithAndWithoutTheirPrefixAndFromATable()
    {
        var lists = Parse(ListKind.DataCentre, "ASN,Entity", "64500,\"A HOST, LTD\"", "AS64501 # another", "as64502", "\"64503\",x");

        Assert.All([64500u, 64501u, 64502u, 64503u], asn => Assert.True(lists.Contains(ListKind.DataCentre, default, asn)));
        Assert.False(lists.Contains(ListKind.DataCentre, default, 64504));
        Assert.False(lists.Contains(ListKind.DataCentre, default, 0));
    }

    [Theory]
    [InlineData("bin.example", true)]
    [InlineData("BIN.example", true)]
    [InlineData("post.bin.example", true)]
    [InlineData("cabin.example", false)]
    [InlineData("example", false)]
    [InlineData("", false)]
    public void MailDomain_IsDisposableWithThoseBelowIt(string domain, bool expected) =>
        Assert.Equal(expected, Parse(ListKind.DisposableMail, "Bin.Example", "other.test").IsDisposable(domain));

    [Fact]
    public void BadLines_AreNamedAndCountedAndTheRestIsRead()
    {
        string[] lines =
        [
            "# networks",
            "",
            "203.0.113.0/24",
            "nonsense",
            "203.0.113.0/33",
            "1.2.3",
            "300.1.1.0/24",
            "0.0.0.0/0",
            "::/0",
            "10.0.0.0/x",
            "192.0.2.0/24",
            "AS0",
        ];

        var lists = NetworkLists.Parse(
            [
                new(ListKind.DataCentre, "hosts.txt", lines),
                new(ListKind.DisposableMail, "mail.txt", ["203.0.113.0/24", "a b.example", "bin.example", "two..dots.example"]),
            ],
            out var bad
        );

        Assert.Equal(
            [
                "hosts.txt: 8 lines can't be read and are left out (lines 4, 5, 6, 7, 8, ...).",
                "mail.txt: 3 lines can't be read and are left out (lines 1, 2, 4).",
            ],
            bad.Select(b => b.ToString())
        );
        Assert.True(lists.Contains(ListKind.DataCentre, Network("203.0.113.1"), 0));
        Assert.True(lists.Contains(ListKind.DataCentre, Network("192.0.2.1"), 0));
        Assert.True(lists.IsDisposable("bin.example"));
        Assert.Equal(3, lists.Count);
    }

    [Fact]
    public void NoLists_NameNothing()
    {
        Assert.All(Enum.GetValues<ListKind>(), kind => Assert.False(NetworkLists.None.Names(kind)));
        Assert.False(NetworkLists.None.Contains(ListKind.Vpn, Network("203.0.113.1"), 64500));
        Assert.False(NetworkLists.None.IsDisposable("bin.example"));
    }

    private static NetworkLists Parse(ListKind kind, params string[] lines)
    {
        var lists = NetworkLists.Parse([new(kind, "list.txt", lines)], out var bad);
        Assert.Empty(bad);
        return lists;
    }

    private static NetworkPrefix Network(string ip)
    {
        Assert.True(NetworkPrefix.TryParse(Encoding.UTF8.GetBytes(ip), out var network));
        return network;
    }

    private static string Dotted(uint address) => $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";
}
