using Distill.Contracts.Sealing;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Windows;

public sealed class WindowSealTests
{
    private static readonly WindowSeal s_seal = new(KeyRing.Of(new byte[KeyRing.MinBytes]));

    [Fact]
    public void OpenedWindow_IsTheSealedOne()
    {
        var window = Window();

        var opened = s_seal.Open(window.Account, window.Hour, s_seal.Seal(window));

        Assert.Equal(CallWindowCodec.Encode(window), CallWindowCodec.Encode(opened));
        Assert.Equal(s_seal.Seal(window), s_seal.Seal(opened));
    }

    /// <summary>Neither names nor hashes: nothing of the codec's bytes is left.</summary>
    [Fact]
    public void SealedWindow_HoldsNothingThatCanBeRead()
    {
        var window = Window();
        var plain = CallWindowCodec.Encode(window);
        var bytes = s_seal.Seal(window);

        for (var at = 0; at + 4 <= plain.Length; at++)
        {
            var piece = plain.AsSpan(at, 4);
            Assert.True(piece.IndexOfAnyExcept((byte)0) < 0 || bytes.AsSpan(9).IndexOf(piece) < 0, $"The bytes at {at} are there.");
        }
    }

    /// <summary>Rows of builds before are not sealed.</summary>
    [Fact]
    public void WindowOfABuildBefore_IsRead()
    {
        var window = Window();

        Assert.Equal(2, s_seal.Open(window.Account, window.Hour, CallWindowCodec.Encode(window)).Count);
    }

    /// <summary>The hour decides, so a late call does not change the key of a window that was written.</summary>
    [Fact]
    public void Epoch_IsThatOfTheHour_AndTheOldKeyOpensWhatItSealed()
    {
        var (a, b) = (Key(1), Key(2));
        var day = DateOnly.FromDateTime(Some.Time.UtcDateTime).AddDays(1);
        var both = Seal($"{a} {day:yyyy-MM-dd}:{b}");
        var (before, after) = (Window(), Window(hours: 24));

        Assert.Equal(Seal(a).Seal(before), both.Seal(before));
        Assert.Equal(Seal($"{day:yyyy-MM-dd}:{b}").Seal(after), both.Seal(after));
        Assert.Equal(2, both.Open(before.Account, before.Hour, both.Seal(before)).Count);
        Assert.Equal(2, both.Open(after.Account, after.Hour, both.Seal(after)).Count);
    }

    [Fact]
    public void WindowWithoutItsKey_IsAnErrorThatNamesTheEpoch()
    {
        var window = Window();
        var bytes = Seal($"2026-01-01:{Key(1)}").Seal(window);

        var missing = Assert.Throws<MissingKeyException>(() => Seal($"2026-01-02:{Key(1)}").Open(window.Account, window.Hour, bytes));
        var other = Assert.Throws<MissingKeyException>(() => Seal($"2026-01-01:{Key(2)}").Open(window.Account, window.Hour, bytes));

        Assert.Contains("a key of epoch 20260101 that is not in the key ring", missing.Message, StringComparison.Ordinal);
        Assert.Equal(missing.Message, other.Message);
    }

    /// <summary>Bad data, unlike a missing key, is an error of one window alone.</summary>
    [Fact]
    public void ChangedWindow_IsBadData()
    {
        var window = Window();
        var bytes = s_seal.Seal(window);
        bytes[^1] ^= 1;

        Assert.Throws<InvalidDataException>(() => s_seal.Open(window.Account, window.Hour, bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(32)]
    [InlineData(60)]
    public void TruncatedWindow_IsAnError(int length)
    {
        var window = Window();

        Assert.Throws<InvalidDataException>(() => s_seal.Open(window.Account, window.Hour, s_seal.Seal(window).AsSpan(0, length)));
    }

    private static CallWindow Window(double hours = 0)
    {
        var first = Some.Call(id: "1", time: Some.Time.AddHours(hours), prompt: "Please tell me how the tide turns, in a few short words, and why.");
        var window = new CallWindow(first.Account, first.Hour);
        window.Add(first);
        window.Add(Some.Call(id: "2", time: Some.Time.AddHours(hours), prompt: "And what of the wind?"));
        return window;
    }

    private static WindowSeal Seal(string keys) =>
        new(KeyRing.TryParse(keys, out var ring, out var error) ? ring : throw new InvalidOperationException(error));

    private static string Key(byte fill) => Convert.ToBase64String([.. Enumerable.Repeat(fill, KeyRing.MinBytes)]);
}
