using System.Text;
using Amqp;
using Amqp.Framing;
using CsCheck;
using Distill.EventHubs;

namespace Distill.Client.Tests;

public sealed class EventBatchTests
{
    [Fact]
    public void Batch_HoldsEachEventWithItsKey() =>
        Gen.Select(Gen.String[1, 30].Null(), Gen.Byte.Array[0, 400]).Array[1, 20].Sample(events =>
        {
            var batch = new EventBatch();
            foreach (var (key, body) in events)
                Assert.True(batch.TryAdd(key, body, 1_000_000));
            var message = Sent(batch);
            Assert.Equal(AmqpNames.BatchFormat, message.Format);
            Assert.Equal(events.Length, batch.Count);

            Data[] sections = message.BodySection is DataList list ? [.. Enumerable.Range(0, list.Count).Select(i => list[i])] : [(Data)message.BodySection];
            Assert.Equal(events.Length, sections.Length);
            foreach (var ((key, body), section) in events.Zip(sections))
            {
                var one = Message.Decode(section.Buffer);
                Assert.Equal(body, ((Data)one.BodySection).Binary);
                // Half a surrogate pair is no text: UTF-8 has a replacement for it.
                var expected = key is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(key));
                Assert.Equal(expected, one.MessageAnnotations?[AmqpNames.PartitionKey]);
            }
        }, iter: 200);

    [Fact]
    public void Batch_StaysWithinItsLimit()
    {
        const int Limit = 64 * 1024;
        var batch = new EventBatch();
        while (batch.TryAdd("acct_1", new byte[600], Limit))
        {
            // Until it is full.
        }

        var encoded = Sent(batch, out var size);
        Assert.InRange(size, Limit - 2000, Limit);
        Assert.NotNull(encoded);
    }

    [Fact]
    public void LargestEvent_FitsABatchOfItsOwn()
    {
        var body = new byte[300_000];
        var batch = new EventBatch();
        Assert.False(batch.TryAdd("k", body, 256 * 1024));
        Assert.True(batch.TryAdd("k", body, EventBatch.SizeAlone("k", body)));
    }

    static Message Sent(EventBatch batch) => Sent(batch, out _);

    static Message Sent(EventBatch batch, out int size)
    {
        var message = batch.ToMessage();
        var encoded = message.Encode();
        size = encoded.Length;
        var received = Message.Decode(encoded);
        received.Format = message.Format;
        return received;
    }
}
