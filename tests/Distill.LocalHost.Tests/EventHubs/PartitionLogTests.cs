using System.Text;
using Amqp;
using Amqp.Framing;
using CsCheck;
using Distill.LocalHost.EventHubs.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.LocalHost.Tests.EventHubs;

public sealed class PartitionLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("distill-log-").FullName;
    private readonly Clock _clock = new();

    [Fact]
    public void ReopenedLog_GoesOnWithTheNextNumber()
    {
        using (var log = Open())
        {
            Append(log, "a", "b");
        }

        using var again = Open();
        Append(again, "c");
        Assert.Equal([(0, "a"), (1, "b"), (2, "c")], Read(again));
        Assert.Equal(2, again.State.LastSequence);
    }

    [Fact]
    public void TornTail_IsCutAndWrittenOver()
    {
        using (var log = Open())
        {
            Append(log, "a", "b", "c");
        }

        var file = Directory.GetFiles(_folder).Single();
        var whole = File.ReadAllBytes(file);

        // Lengths that a crash may have left; seven is no divisor of anything here, so that every part of a record is torn somewhere.
        for (var length = whole.Length - 1; length >= 0; length -= 7)
        {
            File.WriteAllBytes(file, whole[..length]);
            using var log = Open();
            var kept = Read(log);
            Assert.Equal(new[] { (0, "a"), (1, "b"), (2, "c") }[..kept.Count], kept);
            Assert.Equal(kept.Count - 1, log.State.LastSequence);
            Append(log, "d");
            Assert.Equal((kept.Count, "d"), Read(log)[^1]);
        }
    }

    [Fact]
    public void FlippedBit_CutsTheEventAndWhatFollows()
    {
        using (var log = Open())
        {
            Append(log, "a", "b", "c");
        }

        var file = Directory.GetFiles(_folder).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
        using var again = Open();
        Assert.Equal([(0, "a")], Read(again));
    }

    [Fact]
    public void SegmentsOlderThanRetention_GoAndNumbersStay()
    {
        using var log = Open(segmentBytes: 1);
        for (var i = 0; i < 5; i++)
        {
            Append(log, $"{i}");
            _clock.Now += TimeSpan.FromHours(1);
        }

        log.DropBefore(_clock.Now - TimeSpan.FromHours(2.5));
        Assert.Equal([(3, "3"), (4, "4")], Read(log));
        Assert.Equal(3, log.State.FirstSequence);
        log.DropBefore(_clock.Now + TimeSpan.FromDays(1));
        Assert.Equal([(4, "4")], Read(log));
    }

    [Theory]
    [InlineData("x-opt-sequence-number > '-1'", 0)]
    [InlineData("x-opt-sequence-number > '41'", 42)]
    [InlineData("x-opt-sequence-number >= '41'", 41)]
    [InlineData("x-opt-sequence-number > '999'", 1000)]
    [InlineData("x-opt-offset > '-1'", 0)]
    [InlineData("x-opt-offset > '@latest'", 1000)]
    [InlineData("x-opt-enqueued-time > '500000'", 501)]
    [InlineData("x-opt-enqueued-time >= '500000'", 500)]
    [InlineData("x-opt-enqueued-time > 500000", 501)]
    [InlineData("x-opt-offset > -1", 0)]
    [InlineData("x-opt-offset >= -1", 0)]
    [InlineData("x-opt-offset > @latest", 1000)]
    [InlineData("x-opt-offset >= '@latest'", 1000)]
    [InlineData("x-opt-sequence-number >= 41", 41)]
    [InlineData("x-opt-sequence-number>'41'", 42)]
    [InlineData("x-opt-sequence-number  >=  41 ", 41)]
    public void Position_FindsTheFirstEventPastIt(string filter, int expected)
    {
        using var log = Open(segmentBytes: 40_000);
        for (var i = 0; i < 1000; i++)
        {
            _clock.Now = DateTimeOffset.FromUnixTimeMilliseconds(i * 1000);
            Append(log, new string('x', 500));
        }

        var offset = log.Find(StartingPosition.Parse($"amqp.annotation.{filter}"));
        var found = Read(log, offset);
        Assert.Equal(1000 - expected, found.Count);
        if (expected < 1000)
        {
            Assert.Equal(expected, found[0].Number);
        }

        if (expected is > 0 and < 1000)
        {
            Assert.Equal(offset, log.Find(StartingPosition.Parse($"amqp.annotation.x-opt-offset >= '{offset}'")));
            Assert.Equal(expected + 1, Read(log, log.Find(StartingPosition.Parse($"amqp.annotation.x-opt-offset > '{offset}'")))[0].Number);
        }
    }

    [Fact]
    public void Filter_ThatIsNone_SaysSo()
    {
        Assert.Throws<FormatException>(() => StartingPosition.Parse("amqp.annotation.x-opt-offset < '5'"));
        Assert.Throws<FormatException>(() => StartingPosition.Parse("amqp.annotation.x-opt-colour > '5'"));
        Assert.Throws<FormatException>(() => StartingPosition.Parse("amqp.annotation.x-opt-offset > 'five'"));
        Assert.Throws<FormatException>(() => StartingPosition.Parse("amqp.annotation.x-opt-offset > '5"));
        Assert.Throws<FormatException>(() => StartingPosition.Parse("amqp.annotation.x-opt-offset > "));
    }

    [Fact]
    public void DataFolder_BelongsToOneEndpoint()
    {
        using var log = Open();
        Assert.Throws<IOException>(() => Open());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private PartitionLog Open(long segmentBytes = 1_000_000) => PartitionLog.Open(_folder, segmentBytes, _clock, NullLogger.Instance);

    private static void Append(PartitionLog log, params string[] bodies) =>
        log.Append(
            [
                .. bodies.Select(body =>
                {
                    var encoded = new Message { BodySection = new Data { Binary = Encoding.UTF8.GetBytes(body) } }.Encode();
                    return new ReadOnlyMemory<byte>(encoded.Buffer, encoded.Offset, encoded.Length);
                }),
            ],
            "key"
        );

    private static List<(int Number, string Body)> Read(PartitionLog log, long offset = 0)
    {
        var events = new List<(int, string)>();
        var chunk = new byte[8192];
        for (int got; (got = log.Read(ref offset, chunk)) > 0; )
        {
            var at = 0;
            while (got - at >= EventRecord.HeadSize && EventRecord.ReadHead(chunk.AsSpan(at)) is var record && record.Size <= got - at)
            {
                var message = Message.Decode(new ByteBuffer(chunk[(at + EventRecord.HeadSize)..], 0, record.MessageLength, record.MessageLength));
                Assert.Equal($"{offset + at}", message.MessageAnnotations[Annotations.Offset]);
                events.Add(((int)record.SequenceNumber, Encoding.UTF8.GetString(((Data)message.BodySection).Binary)));
                at += record.Size;
            }

            offset += at;
        }

        return events;
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
