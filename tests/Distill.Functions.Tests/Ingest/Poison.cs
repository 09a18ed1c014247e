using System.Text;
using System.Text.Json;
using Azure.Core.Amqp;
using Distill.Functions.Tests.Triggers;

namespace Distill.Functions.Tests.Ingest;

/// <summary>Events that can't be taken, of many kinds: by their AMQP message, by their JSON, by a field.</summary>
internal static class Poison
{
    private static readonly Func<long, BinaryData>[] s_kinds =
    [
        n => Sent.Message(n, AmqpMessageBody.FromValue($"a value {n}")).ToBytes(),
        n => Sent.Message(n, AmqpMessageBody.FromValue(n)).ToBytes(),
        n =>
            Sent.Message(
                    n,
                    AmqpMessageBody.FromSequence([
                        ["a", n],
                    ])
                )
                .ToBytes(),
        n => new BinaryData(Encoding.UTF8.GetBytes($"no AMQP message {n}")),
        n => Then(n, [0x00, 0x53, 0x77, 0x00, 0xA3, 0x03, 0x61, 0x3A, 0x62, 0x40]),
        n => Then(n, [0x00, 0x53, 0x7F, 0x40]),
        n => Then(n, [0x00, 0x53, 0x75, 0xA0, 0x20, 0x41]),
        n => Then(n, []),
        n => Text(n, ""),
        n => Text(n, "{\"type\":\"call\",\"prompt\":\"cut"),
        n => Text(n, new string('[', 100_000)),
        n => Text(n, string.Concat(Enumerable.Repeat("{\"prompt\":", 20_000))),
        n => Text(n, "\u0000\u0001\uFFFF"),
        n => Sent.Message(n, AmqpMessageBody.FromData([new byte[] { 0xFF, 0xFE, 0x7B, 0x00 }])).ToBytes(),
        n => Text(n, "[]"),
        n => Text(n, "null"),
        n => Sent.Message(n, Sent.Data(new { type = "chat" })).ToBytes(),
        n => Sent.Message(n, Sent.Data(Some.Call(account: ""))).ToBytes(),
        n => Sent.Message(n, Sent.Data(Some.Call(account: new string('a', 300)))).ToBytes(),
        n => Sent.Message(n, Sent.Data(Some.Call(minute: 60 * 24 * 30))).ToBytes(),
        n => Sent.Message(n, Sent.Data(Call(n, time: "0001-01-01T00:00:00Z"))).ToBytes(),
        n => Sent.Message(n, Sent.Data(Call(n, time: "9999-12-31T23:59:59Z"))).ToBytes(),
        n => Sent.Message(n, Sent.Data(Call(n, time: "yesterday"))).ToBytes(),
        n => Text(n, $$"""{"type":"call","id":[{{n}}],"time":"2026-04-22T03:00:00Z","account":"a","model":"m"}"""),
        n => Text(n, new string(' ', 1_048_577)),
    ];

    public static int Kinds => s_kinds.Length;

    /// <summary>The bytes of a message that can't be taken.</summary>
    /// <param name="kind">Which kind, counted round.</param>
    /// <param name="sequence">Its place in the hub partition.</param>
    public static BinaryData Message(int kind, long sequence) => s_kinds[kind % s_kinds.Length](sequence);

    private static object Call(long id, string time) =>
        new
        {
            type = "call",
            id = $"{id}",
            time,
            account = "a",
            model = "m",
        };

    private static BinaryData Text(long sequence, string text) =>
        Sent.Message(sequence, AmqpMessageBody.FromData([Encoding.UTF8.GetBytes(text)])).ToBytes();

    // A message whose annotations are good, and what follows them is not.
    private static BinaryData Then(long sequence, byte[] rest)
    {
        byte[] name = [.. "x-opt-sequence-number"u8];
        byte[] number = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(number, sequence);
        byte[] map = [0x02, 0xA3, (byte)name.Length, .. name, 0x81, .. number];
        return new BinaryData((byte[])[0x00, 0x53, 0x72, 0xC1, (byte)map.Length, .. map, .. rest]);
    }

    /// <summary>A good call's bytes.</summary>
    public static BinaryData Good(long sequence, object call) =>
        Sent.Message(sequence, AmqpMessageBody.FromData([JsonSerializer.SerializeToUtf8Bytes(call)])).ToBytes();
}
