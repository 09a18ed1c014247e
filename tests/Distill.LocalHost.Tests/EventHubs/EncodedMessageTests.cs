using Amqp;
using Amqp.Framing;
using Amqp.Types;
using CsCheck;
using Distill.LocalHost.EventHubs.Storage;

namespace Distill.LocalHost.Tests.EventHubs;

public sealed class EncodedMessageTests
{
    [Fact]
    public void AnyMessage_KeepsItsPartsAndGetsItsPlace() =>
        Gen.Select(Gen.Byte.Array[0, 400], Gen.String[0, 40].Null(), Gen.String[1, 40], Gen.Int, Gen.Bool)
            .Sample(
                (body, key, text, number, header) =>
                {
                    var message = new Message
                    {
                        Header = header ? new Header { Durable = true } : null,
                        MessageAnnotations = new MessageAnnotations { [new Symbol("x-mine")] = number, [Annotations.SequenceNumber] = 99L },
                        Properties = new Properties { MessageId = text },
                        ApplicationProperties = new ApplicationProperties { [text] = number },
                        BodySection = new Data { Binary = body },
                    };
                    if (key is not null)
                    {
                        message.MessageAnnotations[Annotations.PartitionKey] = key;
                    }

                    var encoded = message.Encode();

                    var records = new RecordBuffer();
                    records.Add(EncodedMessage.Read(encoded.Buffer.AsSpan(encoded.Offset, encoded.Length)), "batch", 7, 1234, 5000);
                    var record = records.Written.ToArray();
                    Assert.True(EventRecord.ReadHead(record).IsWhole(record));

                    var kept = Message.Decode(new ByteBuffer(record, EventRecord.HeadSize, record.Length - EventRecord.HeadSize, record.Length));
                    Assert.Equal(body, ((Data)kept.BodySection).Binary);
                    Assert.Equal(7L, kept.MessageAnnotations[Annotations.SequenceNumber]);
                    Assert.Equal("1234", kept.MessageAnnotations[Annotations.Offset]);
                    Assert.Equal(DateTime.UnixEpoch.AddSeconds(5), kept.MessageAnnotations[Annotations.EnqueuedTime]);
                    Assert.Equal(key ?? "batch", kept.MessageAnnotations[Annotations.PartitionKey]);
                    Assert.Equal(number, kept.MessageAnnotations[new Symbol("x-mine")]);
                    Assert.Equal(text, kept.Properties.MessageId);
                    Assert.Equal(number, kept.ApplicationProperties[text]);
                    Assert.Equal(header, kept.Header is { Durable: true });
                },
                iter: 500
            );

    [Fact]
    public void AnyBytes_AreAMessageOrRefused() =>
        Gen
            .Byte.Array[0, 60]
            .Sample(
                bytes =>
                {
                    // What passes for a section, or for annotations of the right length, leads further in.
                    byte[] section = [0x00, 0x53, 0x72, .. bytes];
                    byte[] annotated = [0x00, 0x53, 0x72, 0xc1, (byte)bytes.Length, .. bytes, 0x00, 0x53, 0x75, 0xa0, 0x00];
                    foreach (var candidate in (byte[][])[bytes, section, annotated])
                    {
                        try
                        {
                            EncodedMessage.Read(candidate).FindString("x-opt-partition-key"u8);
                        }
                        catch (InvalidDataException)
                        {
                            // Refused, as it should be; anything else fails the test.
                        }
                    }
                },
                iter: 20_000
            );
}
