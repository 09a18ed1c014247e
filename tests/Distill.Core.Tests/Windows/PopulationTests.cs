using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Windows;

public sealed class PopulationTests
{
    private const string Prompt =
        "You are a careful tutor. Explain the following to a child who has never heard of it, and then say what is hard about it, please";
    private static readonly Hour s_hour = Hour.Of(Some.Time);

    [Fact]
    public void WindowReadTwice_IsMergedWithItself()
    {
        var population = new Population();
        var calls = Calls("a", 0, 40);
        population.Add(Some.Window(calls.AsSpan(0, 30)));
        population.Add(Some.Window(calls.AsSpan(10)));
        population.Add(Some.Window(calls));

        var history = Assert.Single(population.Histories);
        Assert.Equal((40, 40L), (history.Kept, history.Calls));
        Assert.Equal(calls.Select(c => c.Id), Read(history).Select(c => c.Id));
    }

    [Fact]
    public void Hours_AreReadInOrder_WhateverOrderTheyCameIn()
    {
        var population = new Population();
        foreach (var hour in new[] { 2, 0, 3, 1 })
        {
            population.Add(Some.Window(Calls("a", hour, 3)));
        }

        Assert.Equal(
            Enumerable.Range(0, 4).SelectMany(h => Calls("a", h, 3)).Select(c => c.Id),
            Read(population.Histories.Single()).Select(c => c.Id)
        );
    }

    [Fact]
    public void SampledWindow_IsCountedAsBefore_AndMergesAsBefore()
    {
        var window = Some.Window(Calls("a", 0, 4 * CallWindow.Capacity));
        var population = new Population();
        population.Add(window);
        population.Add(window);

        var history = Assert.Single(population.Histories);
        Assert.Equal((CallWindow.Capacity, window.Count), (history.Kept, history.Calls));
    }

    [Fact]
    public void SpaceOfWhatIsDropped_IsUsedAgain()
    {
        var population = new Population();
        long most = 0;
        for (var hour = 0; hour < 100; hour++)
        {
            population.DropBefore(s_hour + hour - 5);
            for (var account = 0; account < 200; account++)
            {
                population.Add(Some.Window(Calls($"a{account}", hour, 5)));
            }

            most = hour == 20 ? population.CallBytes : most;
        }

        Assert.InRange(population.CallBytes, 1, 2 * most);
        Assert.All(
            population.Histories,
            h =>
                Assert.Equal(Enumerable.Range(94, 6).SelectMany(hour => Calls(h.Account.Value, hour, 5)).Select(c => c.Id), Read(h).Select(c => c.Id))
        );
    }

    [Fact]
    public void WindowsThatGrow_TakeNoMoreThanTwiceTheirSpace()
    {
        var population = new Population();
        for (var size = 1; size <= 60; size++)
        {
            for (var account = 0; account < 30; account++)
            {
                population.Add(Some.Window(Calls($"a{account}", 0, size)));
            }
        }

        // There are 1,800 calls of some 170 bytes each.
        Assert.InRange(population.CallBytes, 1, 2 * 1800 * 200);
        Assert.All(population.Histories, h => Assert.Equal(Calls(h.Account.Value, 0, 60).Select(c => c.Id), Read(h).Select(c => c.Id)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 20)]
    [InlineData(1 << 30)]
    public void ManyThreads_ReadTheSame_OneByOneOrAShardAtATime_InMemoryOrNot(long inMemory)
    {
        using var population = new Population(new MemoryBytes(), inMemory);
        for (var hour = 0; hour < 4; hour++)
        {
            for (var account = 0; account < 2500; account++)
            {
                population.Add(Some.Window(Calls($"a{account}", hour, 2)));
            }
        }

        Parallel.ForEach(population.Histories, AssertWhole);
        var shards = 0;
        population.ForEachShard(shard =>
        {
            Interlocked.Increment(ref shards);
            shard.Scan(() => Array.ForEach([.. shard.Histories], AssertWhole));
        });
        Assert.Equal(3, shards);
    }

    [Fact]
    public void HeldCalls_AreTheSame_UntilTheyChange()
    {
        using var population = new Population(new MemoryBytes());
        for (var hour = 0; hour < 4; hour++)
        {
            population.Add(Some.Window(Calls("a", hour, 2)));
        }

        var history = population.Histories.Single();
        history.Hold(new CallBuffer());
        AssertWhole(history);
        population.Add(Some.Window(Calls("a", 4, 2)));
        Assert.Equal(10, Read(history).Select(c => c.Id).Distinct().Count());
        history.Hold(new CallBuffer());
        population.DropBefore(s_hour + 4);
        Assert.Equal(Calls("a", 4, 2).Select(c => c.Id), Read(history).Select(c => c.Id));
    }

    private static void AssertWhole(AccountHistory history)
    {
        (ulong, long, ulong)[] expected =
        [
            .. Enumerable.Range(0, 4).SelectMany(h => Calls(history.Account.Value, h, 2)).Select(c => (c.Id, c.Micros, c.Prompt.Whole)),
        ];
        Assert.Equal(expected, Read(history).Select(c => (c.Id, c.Micros, c.Prompt.Whole)));

        var read = new List<(ulong, long, ulong)>();
        var prompts = new PromptEnumerator(history, new CallBuffer());
        while (prompts.MoveNext())
        {
            read.Add((prompts.Id, prompts.Micros, prompts.Prompt.Whole));
        }

        Assert.Equal(expected, read);
    }

    private static ApiCall[] Read(AccountHistory history)
    {
        var calls = new ApiCall[history.Kept];
        history.Read(calls, new CallBuffer());
        return calls;
    }

    private static ApiCall[] Calls(string account, int hour, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                    Some.Call(account, id: $"{account}/{hour}/{i}", time: Some.Time.AddHours(hour).AddMilliseconds(i), prompt: $"{Prompt} {i}")
                ),
        ];

    // A file in memory with random access.
    private sealed class MemoryBytes : IRandomAccess
    {
        private byte[] _bytes = [];

        public void Read(long start, Span<byte> bytes) => _bytes.AsSpan((int)start, bytes.Length).CopyTo(bytes);

        public void Write(long start, ReadOnlySpan<byte> bytes)
        {
            if (_bytes.Length < start + bytes.Length)
            {
                Array.Resize(ref _bytes, (int)start + bytes.Length);
            }

            bytes.CopyTo(_bytes.AsSpan((int)start));
        }

        public void Dispose() { }
    }
}
