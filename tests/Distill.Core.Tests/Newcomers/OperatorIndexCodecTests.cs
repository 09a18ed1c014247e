using Distill.Contracts;
using Distill.Contracts.Sealing;
using Distill.Core.Newcomers;
using Distill.Core.Profiles;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Newcomers;

public sealed class OperatorIndexCodecTests
{
    private static readonly Hour s_hour = Hour.Of(Some.Time);
    private static readonly KeyRing s_keys = KeyRing.Of(new byte[32]);

    [Fact]
    public void WhatWasWritten_IsReadAgain_AndEqualIndexesGiveEqualBytes()
    {
        var codec = new OperatorIndexCodec(s_keys);
        var bytes = codec.Write(Index());

        var read = codec.Read(s_hour, bytes);

        Assert.Equal(bytes, codec.Write(read));
        Assert.Equal(bytes, codec.Write(Index()));
        Assert.Equal((s_hour, 1, 5), (read.Hour, read.Operators.Count, read.MarkCount));
        Assert.Equal((12, 9.5), (read.Operators[0].Customers, read.Operators[0].LeastSum));
        Assert.Equal(Index().Operators[0].Means, read.Operators[0].Means);
        Assert.True(read.IsCleared(Some.Account("cleared"), null));
        Assert.False(read.IsCleared(Some.Account("other"), null));
        Assert.True(read.IsCleared(Some.Account("other"), new AccountFacts(Some.Record("other", payment: "honest"))));
        Assert.True(read.HasMeans(new AccountFacts(Some.Record("x", payment: "card"))));
    }

    [Fact]
    public void WithoutTheKey_ItSaysNothing()
    {
        var bytes = new OperatorIndexCodec(s_keys).Write(Index());
        var other = new byte[32];
        other[0] = 1;

        Assert.Throws<MissingKeyException>(() => new OperatorIndexCodec(KeyRing.Of(other)).Read(s_hour, bytes));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(BitConverter.GetBytes(Trait.Of(TraitKind.Payment, "card").Value)));
    }

    [Fact]
    public void ChangedOrTruncated_IsRefused()
    {
        var codec = new OperatorIndexCodec(s_keys);
        var bytes = codec.Write(Index());
        var changed = bytes.ToArray();
        changed[^1] ^= 1;

        Assert.Throws<InvalidDataException>(() => codec.Read(s_hour, changed));
        Assert.Throws<InvalidDataException>(() => codec.Read(s_hour, bytes.AsSpan(0, 20)));
        Assert.Throws<InvalidDataException>(() => codec.Read(s_hour, []));
    }

    private static OperatorIndex Index() =>
        new(
            s_hour,
            [
                new KnownOperator(
                    [ClusterId.Of(s_hour, Some.Account("a"))],
                    12,
                    9.5,
                    [.. Some.Family(3).Framings.Select(f => new KnownFraming(f, new Holders(4, 1, 5.5)))],
                    [
                        new KnownMeans(Trait.Of(TraitKind.Payment, "card"), new Holders(1, 0, 5)),
                        new KnownMeans(Trait.Of(TraitKind.Network, "network"), new Holders(3, 2, 4.25)),
                    ]
                ),
            ],
            new HashSet<ulong> { OperatorIndex.KeyOf(Some.Account("cleared")) },
            new HashSet<Trait> { Trait.Of(TraitKind.Payment, "honest") }
        );
}
