using Azure.Data.Tables;
using CsCheck;
using Distill.Functions.Storage;

namespace Distill.Functions.Tests.Storage;

public sealed class TransactionsTests
{
    [Fact]
    public void Packing_KeepsEveryWriteOnce_WithinAzuresLimits() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 200_000])
            .Array[1, 300]
            .Sample(
                writes =>
                {
                    var actions = writes.Select((w, i) => Upsert(Row($"p{w.Item1}", $"r{i}", w.Item2))).ToArray();

                    var packed = Transactions.Pack(actions);

                    Assert.Equal(actions.Select(a => a.Entity.RowKey).Order(), packed.SelectMany(t => t).Select(a => a.Entity.RowKey).Order());
                    Assert.All(
                        packed,
                        t =>
                        {
                            Assert.InRange(t.Count, 1, 100);
                            Assert.Single(t.Select(a => a.Entity.PartitionKey).Distinct());
                            Assert.True(t.Sum(a => (long)TableLimits.Measure((TableEntity)a.Entity)) <= 4 * 1024 * 1024);
                        }
                    );
                },
                iter: 30
            );

    [Fact]
    public void ARowWrittenTwice_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => Transactions.Pack([Upsert(Row("p", "r", 1)), Upsert(Row("p", "r", 2))]));

    [Theory]
    [InlineData(@"a/b")]
    [InlineData(@"a\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    public void AKeyThatAzureRefuses_IsRefused(string key)
    {
        Assert.Throws<InvalidOperationException>(() => TableLimits.Measure(new TableEntity(key, "r")));
        Assert.Throws<InvalidOperationException>(() => TableLimits.Measure(new TableEntity("p", key)));
    }

    [Fact]
    public void WhatIsTooLarge_IsRefused()
    {
        var manyProperties = new TableEntity("p", "r");
        for (var i = 0; i < 300; i++)
        {
            manyProperties[$"p{i}"] = 1;
        }

        Assert.Throws<InvalidOperationException>(() => TableLimits.Measure(manyProperties));
        Assert.Throws<InvalidOperationException>(() => TableLimits.Measure(new TableEntity("p", new string('k', 1025))));
        Assert.Throws<InvalidOperationException>(() => TableLimits.Measure(new TableEntity("p", "r") { ["B"] = new byte[(64 * 1024) + 1] }));
        Assert.Throws<InvalidOperationException>(() => TableLimits.Measure(new TableEntity("p", "r") { ["S"] = new string('s', (32 * 1024) + 1) }));
        Assert.Throws<InvalidOperationException>(() =>
            TableLimits.Measure(new TableEntity("p", "r") { ["T"] = new DateTimeOffset(1600, 1, 1, 0, 0, 0, TimeSpan.Zero) })
        );
        Assert.Throws<InvalidOperationException>(() => TableLimits.Measure(Row("p", "r", 1024 * 1024)));
    }

    [Fact]
    public void Chunks_GiveBackWhatWasPut() =>
        Gen.Int[0, 5]
            .SelectMany(i => Gen.Byte.Array[Math.Max(0, (i * 65536) - 1), (i * 65536) + 1])
            .Sample(
                bytes =>
                {
                    var row = new TableEntity("p", "r");
                    Chunks.Put(row, "Data", bytes);
                    return Chunks.Get(row, "Data")!.AsSpan().SequenceEqual(bytes)
                        && row.Select(p => p.Value).OfType<byte[]>().All(b => b.Length <= TableLimits.MaxPropertyBytes);
                },
                iter: 30
            );

    private static TableEntity Row(string partitionKey, string rowKey, int bytes)
    {
        var row = new TableEntity(partitionKey, rowKey);
        Chunks.Put(row, "Data", new byte[bytes]);
        return row;
    }

    private static TableTransactionAction Upsert(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);
}
