using System.Buffers.Binary;
using System.Text;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>
/// The server's side of SASL, up to the client's AMQP header. It accepts any mechanism, because this is a development endpoint.
/// </summary>
/// <remarks>
/// The library can't do this. It sends the SASL outcome, its AMQP header and open all at once. A client that reads them in one piece (rhea, the base
/// of the JavaScript client) sometimes takes all of it for SASL and gives up. Here the server first waits for the client's header. The client sends
/// it only after it has seen the outcome.
/// </remarks>
internal static class SaslGreeting
{
    private const int HeaderSize = 8;
    private const int MaxFrameSize = 4096;

    private static readonly byte[] s_amqpHeader = [.. "AMQP"u8, 0, 1, 0, 0];
    private static readonly byte[] s_saslHeader = [.. "AMQP"u8, 3, 1, 0, 0];
    private static readonly byte[] s_mechanisms = Frame(0x40, Symbols("ANONYMOUS", "MSSBCBS", "PLAIN", "EXTERNAL"));
    private static readonly byte[] s_welcome = Frame(0x44, [0x50, 0x00]);

    /// <summary>Greets a client. Returns null when it is ready for AMQP, otherwise a text that says what is wrong.</summary>
    public static async Task<string?> GreetAsync(SocketTransport transport)
    {
        var header = new byte[HeaderSize];
        if (!await transport.TryReceiveAllAsync(header, HeaderSize).ConfigureAwait(false))
        {
            return "it left without a word";
        }

        if (header.AsSpan().SequenceEqual(s_saslHeader))
        {
            await transport.SendAllAsync((byte[])[.. s_saslHeader, .. s_mechanisms]).ConfigureAwait(false);
            var frame = new byte[MaxFrameSize];
            if (!await transport.TryReceiveAllAsync(frame, 4).ConfigureAwait(false))
            {
                return "it left during SASL";
            }

            var size = BinaryPrimitives.ReadInt32BigEndian(frame);
            if (size is < HeaderSize or > MaxFrameSize)
            {
                return "its SASL frame has an impossible size";
            }

            if (!await transport.TryReceiveAllAsync(frame, size - 4).ConfigureAwait(false))
            {
                return "it left during SASL";
            }

            await transport.SendAllAsync(s_welcome).ConfigureAwait(false);
            if (!await transport.TryReceiveAllAsync(header, HeaderSize).ConfigureAwait(false))
            {
                return "it left after SASL";
            }
        }

        if (!header.AsSpan().SequenceEqual(s_amqpHeader))
        {
            // 0x16 begins a TLS handshake. An AMQP header with protocol id 2 asks for TLS.
            return header[0] == 0x16 || header.AsSpan().StartsWith("AMQP\u0002"u8)
                ? "it speaks TLS and this endpoint is plain: add UseDevelopmentEmulator=true to its connection string"
                : "it does not speak AMQP 1.0";
        }

        transport.Unread(header);
        return null;
    }

    private static byte[] Frame(byte performative, byte[] field) =>
        [0, 0, 0, (byte)(HeaderSize + 6 + field.Length), 2, 1, 0, 0, 0, 0x53, performative, 0xc0, (byte)(field.Length + 1), 1, .. field];

    private static byte[] Symbols(params string[] names)
    {
        byte[] items = [.. names.SelectMany(name => (byte[])[(byte)name.Length, .. Encoding.ASCII.GetBytes(name)])];
        return [0xe0, (byte)(items.Length + 2), (byte)names.Length, 0xa3, .. items];
    }
}
