using CsCheck;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Windows;

public sealed class CallWindowTests
{
    // Few ids, so that duplicates and conflicting events with one id are common.
    private static readonly Gen<ApiCall> s_call = Gen.Select(Gen.Int[0, 30], Gen.Int[0, 3_599], Gen.Int[0, 2])
        .Select(
            (id, second, version) =>
                Some.Call(
                    id: $"id{id}",
                    time: Some.Time.AddSeconds(second),
                    prompt: $"prompt number {version} with some words to hash at either end",
                    model: $"m{version}",
                    exchanges: version == 0 ? default : new Exchanges((ulong)(version * second), (ulong)(id * second))
                )
        );

    private static readonly Gen<ApiCall[]> s_calls = s_call.Array[0, 60];

    [Fact]
    public void Order_LeavesNoTrace() =>
        Gen.Select(s_calls, Gen.Int)
            .Sample(
                (calls, seed) =>
                {
                    var shuffled = calls.ToArray();
                    new Random(seed).Shuffle(shuffled);
                    return Bytes(Fold(calls)).SequenceEqual(Bytes(Fold(shuffled)));
                }
            );

    [Fact]
    public void Merge_IsAssociativeCommutativeIdempotentWithIdentity() =>
        Gen.Select(s_calls, s_calls, s_calls)
            .Sample(
                (a, b, c) =>
                {
                    var leftFirst = Merge(Merge(Fold(a), Fold(b)), Fold(c));
                    var rightFirst = Merge(Fold(a), Merge(Fold(b), Fold(c)));
                    return Bytes(leftFirst).SequenceEqual(Bytes(rightFirst))
                        && Bytes(Merge(Fold(a), Fold(b))).SequenceEqual(Bytes(Merge(Fold(b), Fold(a))))
                        && Bytes(Merge(Fold(a), Fold(a))).SequenceEqual(Bytes(Fold(a)))
                        && Bytes(Merge(Fold(a), Fold([]))).SequenceEqual(Bytes(Fold(a)));
                }
            );

    [Fact]
    public void OverlappingWindows_MergeWithoutDoubleCounting()
    {
        var calls = Enumerable.Range(0, 100).Select(i => Some.Call(id: $"c{i}")).ToArray();

        Assert.Equal(100, Merge(Fold(calls[..70]), Fold(calls[30..])).Count);
    }

    [Fact]
    public void Codec_ReadsBack() =>
        s_calls.Sample(calls =>
        {
            var bytes = Bytes(Fold(calls));
            return Bytes(CallWindowCodec.Decode(Some.Account("acct_1"), Hour.Of(Some.Time), bytes)).SequenceEqual(bytes);
        });

    [Fact]
    public void WindowOfMoreThan255Names_ReadsBack()
    {
        var window = Fold([.. Enumerable.Range(0, 700).Select(i => Some.Call(id: $"c{i}", model: $"model-{i}"))]);
        var read = CallWindowCodec.Decode(Some.Account("acct_1"), Hour.Of(Some.Time), Bytes(window));

        Assert.Equal(Bytes(window), Bytes(read));
        Assert.Equal(window.Calls.ToArray().Select(c => (c.Id, c.Model)).Order(), read.Calls.ToArray().Select(c => (c.Id, c.Model)).Order());
    }

    [Fact]
    public void MoreCallsThanAreKept_AreCountedWithinATenth()
    {
        var calls = Enumerable.Range(0, 20_000).Select(i => Some.Call(id: $"c{i}")).ToArray();
        var forwards = Fold(calls);
        Array.Reverse(calls);

        Assert.InRange(forwards.Count, 18_000, 22_000);
        Assert.Equal(Bytes(forwards), Bytes(Fold(calls)));
        Assert.Equal(CallWindow.Capacity, forwards.Calls.Length);
        Assert.True(CallWindowCodec.Decode(forwards.Account, forwards.Hour, Bytes(forwards)).IsSampled);
    }

    [Fact]
    public void CallOfAnotherHour_IsRefused() => Assert.Throws<ArgumentException>(() => Fold([]).Add(Some.Call(time: Some.Time.AddHours(1))));

    [Fact]
    public void BytesOfNoWindow_AreRefused()
    {
        Assert.Throws<InvalidDataException>(() => CallWindowCodec.Decode(Some.Account("a"), Hour.Of(Some.Time), [9, 0, 0]));
        Assert.Throws<InvalidDataException>(() => CallWindowCodec.Decode(Some.Account("a"), Hour.Of(Some.Time), [1, 0, 0, 5]));
    }

    private static CallWindow Fold(IEnumerable<ApiCall> calls)
    {
        var window = new CallWindow(Some.Account("acct_1"), Hour.Of(Some.Time));
        foreach (var call in calls)
        {
            window.Add(call);
        }

        return window;
    }

    private static CallWindow Merge(CallWindow a, CallWindow b)
    {
        var merged = new CallWindow(a.Account, a.Hour);
        merged.Merge(a);
        merged.Merge(b);
        return merged;
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(300, 4)]
    public void WindowsOfBuildsWithoutPassages_AreRead(int calls, byte version)
    {
        var window = Some.Window([
            .. Enumerable
                .Range(0, calls)
                .Select(i => Some.Call(id: $"{i}", model: $"m-{i}", prompt: $"Say it. Tell me what you see in picture {i} of mine.")),
        ]);
        var bytes = Bytes(window);
        var record = 54 + (version == 3 ? 3 : 6) + PromptFeatures.ByteCount;
        var header = bytes.Length - (calls * record);
        byte[] old =
        [
            version,
            .. bytes[1..header],
            .. Enumerable.Range(0, calls).SelectMany<int, byte>(i => bytes.Skip(header + (i * record)).Take(record - 24)),
        ];

        var read = CallWindowCodec.Decode(window.Account, window.Hour, old).Calls.ToArray();

        Assert.Equal(calls, read.Length);
        Assert.Equal(window.Calls.ToArray().Select(Kept).Order(), read.Select(Kept).Order());
        Assert.All(read, c => Assert.Equal((0, 0u), (c.Prompt.Starts, c.Prompt.Passages[0])));

        static (ulong, string, ulong, uint) Kept(ApiCall call) => (call.Id, call.Model, call.Prompt.Whole, call.Prompt.Heads[0]);
    }

    private static byte[] Bytes(CallWindow window) => CallWindowCodec.Encode(window);

    /// <summary>The limit of an entity of Table Storage. Azurite counts the bytes in base64.</summary>
    [Fact]
    public void TheLargestWindow_FitsARow()
    {
        var parser = new EventParser(new EventLimits());
        var window = new CallWindow(AccountId.Parse("a"), Hour.Of(new DateTimeOffset(2026, 4, 22, 3, 0, 0, TimeSpan.Zero)));
        for (var i = 0; i < CallWindow.Capacity; i++)
        {
            // A byte that is not UTF-8 becomes three.
            byte[] name = [.. System.Text.Encoding.ASCII.GetBytes($"{i:d5}"), .. Enumerable.Repeat((byte)0xFF, 400)];
            byte[] json =
            [
                .. System.Text.Encoding.ASCII.GetBytes(
                    $"{{\"type\":\"call\",\"id\":\"{i}\",\"time\":\"2026-04-22T03:00:00Z\",\"account\":\"a\",\"model\":\"m"
                ),
                .. name,
                .. "\",\"platform\":\"p"u8,
                .. name,
                .. "\",\"reseller\":\"r"u8,
                .. name,
                .. "\"}"u8,
            ];
            var parsed = parser.Parse(json, window.Hour.End);
            Assert.Equal(EventKind.Call, parsed.Kind);
            window.Add(parsed.Call);
        }

        Assert.InRange(CallWindowCodec.Encode(window).Length, 500_000, CallWindowCodec.MostBytes);
        Assert.True((CallWindowCodec.MostBytes + 2) / 3 * 4 < 1_000_000);
    }
}
