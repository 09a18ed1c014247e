using Distill.Contracts.Sealing;

namespace Distill.Core.Tests.Contracts;

public sealed class KeyRingTests
{
    private static readonly string s_a = Key('a');
    private static readonly string s_b = Key('b');
    private static readonly string s_c = Key('c');

    [Fact]
    public void EpochOfAnEvent_IsTheLatestThatHasBegun()
    {
        var ring = Read($"2026-12-01:{s_b}\n{s_a}, 2027-03-01:{s_c}");

        Assert.Equal(0, ring.At(At(2020, 1, 1)).Epoch);
        Assert.Equal(0, ring.At(At(2026, 12, 1).AddTicks(-1)).Epoch);
        Assert.Equal(20261201, ring.At(At(2026, 12, 1)).Epoch);
        Assert.Equal(20261201, ring.At(new DateTimeOffset(2027, 3, 1, 1, 0, 0, TimeSpan.FromHours(2))).Epoch);
        Assert.Equal(20270301, ring.At(At(2030, 1, 1)).Epoch);
    }

    /// <summary>Once the first keys are gone, late events still have a key.</summary>
    [Fact]
    public void EventBeforeAllEpochs_HasTheEarliest() => Assert.Equal(20261201, Read($"2026-12-01:{s_b}").At(At(2026, 1, 1)).Epoch);

    [Fact]
    public void Find_KnowsOnlyTheEpochsOfTheRing()
    {
        var ring = Read($"2026-12-01:{s_b}");

        Assert.NotNull(ring.Find(20261201));
        Assert.Null(ring.Find(0));
        Assert.Null(ring.Find(20261202));
    }

    [Fact]
    public void RingOfClients_IsAnother_AndComesBackFromItsText()
    {
        var ring = Read($"2026-12-01:{s_b} {s_a}");
        var clients = ring.ForClients();
        var handed = Read(clients.Export());

        foreach (var time in (DateTimeOffset[])[At(2026, 1, 1), At(2027, 1, 1)])
        {
            var bytes = Seal(clients.At(time));
            Assert.Equal(bytes, Seal(handed.At(time)));
            Assert.False(ring.At(time).TryOpen(bytes, new byte[5]));
            Assert.False(ring.ForStore().At(time).TryOpen(bytes, new byte[5]));
            Assert.False(handed.ForStore().At(time).TryOpen(Seal(ring.ForStore().At(time)), new byte[5]));
        }
    }

    [Theory]
    [InlineData("", "there is no key")]
    [InlineData(" \n ", "there is no key")]
    [InlineData("c2hvcnQ=", "key 1 must have 32 bytes")]
    [InlineData("2026-13-01:KEY", "key 1 has a day")]
    [InlineData("2026-12-1:KEY", "key 1 has a day")]
    [InlineData("KEY KEY", "two keys begin on the same day")]
    [InlineData("2026-12-01:KEY;2026-12-01:KEY", "two keys begin on the same day")]
    [InlineData("KEY @Microsoft.KeyVault(SecretUri=x)", "key 2 must have 32 bytes")]
    public void WhatIsNoRing_IsAnError_ThatShowsNoKey(string text, string error)
    {
        Assert.False(KeyRing.TryParse(text.Replace("KEY", s_a, StringComparison.Ordinal), out _, out var said));

        Assert.StartsWith(error, said, StringComparison.Ordinal);
        Assert.DoesNotContain(s_a, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_AreNeverShown()
    {
        var ring = Read($"2026-12-01:{s_b} {s_a}");

        Assert.Equal("keys of the epochs 0, 20261201 (not shown)", ring.ToString());
        Assert.Equal("key of epoch 20261201 (not shown)", ring.Find(20261201)!.ToString());
    }

    [Fact]
    public void HexadecimalDigits_AreTheSameKey() =>
        Assert.Equal(Seal(Read(s_a).At(default)), Seal(Read(Convert.ToHexString(Convert.FromBase64String(s_a))).At(default)));

    private static KeyRing Read(string text) =>
        KeyRing.TryParse(text, out var ring, out var error) ? ring : throw new InvalidOperationException(error);

    private static byte[] Seal(EpochKey key)
    {
        var bytes = new byte[5 + EpochKey.Overhead];
        key.Seal("hello"u8, 1, bytes);
        return bytes;
    }

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    private static string Key(char letter) => Convert.ToBase64String([.. Enumerable.Repeat((byte)letter, KeyRing.MinBytes)]);
}
