using CsCheck;
using Distill.Contracts.Sealing;

namespace Distill.Core.Tests.Contracts;

public sealed class EpochKeyTests
{
    private static readonly EpochKey s_key = Key(1);

    [Fact]
    public void WhatWasSealed_IsOpened() =>
        Gen.Select(Gen.Byte.Array[0, 600], Gen.ULong)
            .Sample(
                (content, context) =>
                {
                    var opened = new byte[content.Length];
                    return s_key.TryOpen(Seal(s_key, content, context), opened) && opened.AsSpan().SequenceEqual(content);
                }
            );

    /// <summary>A replay must write what it wrote before.</summary>
    [Fact]
    public void EqualContent_HasEqualBytes_InOneContextOnly()
    {
        Assert.Equal(Seal(s_key, "hello"u8, 1), Seal(s_key, "hello"u8, 1));
        Assert.NotEqual(Seal(s_key, "hello"u8, 1)[EpochKey.Overhead..], Seal(s_key, "hello"u8, 2)[EpochKey.Overhead..]);
    }

    [Fact]
    public void AnotherKey_OpensNothing()
    {
        Assert.NotEqual(Seal(s_key, "hello"u8, 1), Seal(Key(2), "hello"u8, 1));
        Assert.False(Key(2).TryOpen(Seal(s_key, "hello"u8, 1), new byte[5]));
    }

    [Fact]
    public void AChangedByte_IsNoticed()
    {
        var bytes = Seal(s_key, "hello"u8, 1);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.False(s_key.TryOpen(bytes, new byte[5]));
            bytes[i] ^= 1;
        }

        Assert.True(s_key.TryOpen(bytes, new byte[5]));
    }

    [Fact]
    public void ContentInItsPlace_IsSealedAlike()
    {
        var bytes = new byte[5 + EpochKey.Overhead];
        "hello"u8.CopyTo(bytes.AsSpan(EpochKey.Overhead));
        s_key.Seal(bytes.AsSpan(EpochKey.Overhead), 1, bytes);

        Assert.Equal(Seal(s_key, "hello"u8, 1), bytes);
    }

    [Fact]
    public async Task ManyThreads_SealAndOpenAtOnce()
    {
        await Parallel.ForAsync(
            0,
            2000,
            TestContext.Current.CancellationToken,
            (i, _) =>
            {
                var content = BitConverter.GetBytes(i);
                var opened = new byte[content.Length];
                Assert.True(s_key.TryOpen(Seal(s_key, content, (ulong)i), opened));
                Assert.Equal(content, opened);
                return ValueTask.CompletedTask;
            }
        );
    }

    [Fact]
    public void SealingAndOpening_AllocateNothing()
    {
        var content = new byte[200];
        var bytes = new byte[content.Length + EpochKey.Overhead];
        Round();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Round();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Round()
        {
            s_key.Seal(content, 1, bytes);
            Assert.True(s_key.TryOpen(bytes, content));
        }
    }

    private static byte[] Seal(EpochKey key, ReadOnlySpan<byte> content, ulong context)
    {
        var bytes = new byte[content.Length + EpochKey.Overhead];
        key.Seal(content, context, bytes);
        return bytes;
    }

    private static EpochKey Key(byte fill) => KeyRing.Of([.. Enumerable.Repeat(fill, KeyRing.MinBytes)]).At(default);
}
