using System.Runtime.CompilerServices;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>Packs the calls of one window into few bytes: about 150 for a call with a prompt, most of them hashes.</summary>
/// <remarks>
/// Calls are ordered by time, then id. Times count from the start of the hour. What calls of a window mostly have in common, their context
/// (network, client, names), is written once and then referred to by its index. Hashes of 0 are not written. Not for storage: names are numbers of
/// a <see cref="NameTable"/>, which is lost when the process ends.
/// </remarks>
internal static class PackedCalls
{
    // Most bytes of a call with a context of its own: fixed parts, seven numbers of up to five bytes each, and all hashes.
    private const int MostBytes =
        128 + Exchanges.ByteCount + (4 * ((2 * PromptFeatures.LengthCount) + PromptFeatures.PairCount + PromptFeatures.PassageCount));

    /// <summary>Writes a window's calls and returns the bytes. Valid until the buffer is used again.</summary>
    public static ReadOnlySpan<byte> Write(CallWindow window, NameTable names, CallBuffer buffer)
    {
        var calls = buffer.Calls(window.Calls.Length);
        window.Calls.CopyTo(calls);
        calls.Sort(static (a, b) => a.Micros != b.Micros ? a.Micros.CompareTo(b.Micros) : a.Id.CompareTo(b.Id));
        var bytes = buffer.Bytes(calls.Length * MostBytes);
        var writer = new PackedWriter(bytes);
        var contexts = buffer.Contexts.AsSpan();
        var known = 0;
        for (var i = 0; i < calls.Length; i++)
        {
            ref readonly var call = ref calls[i];
            var context = ContextOf(calls, contexts[..known], call);
            var wide = PackedPrompt.HasWidePair(call.PromptInPlace);
            writer.Number(new PackedStart(context, wide, call.Exchanges.AreKnown).Number);
            if (context == known)
            {
                contexts[known++] = i;
                WriteContext(ref writer, call, names);
            }

            writer.Four((uint)(call.Micros - (window.Hour.Number * Micros.PerHour)));
            writer.Eight(call.Id);
            writer.Number((uint)call.InputTokens);
            writer.Number((uint)call.OutputTokens);
            if (call.Exchanges.AreKnown)
            {
                writer.Eight(call.Exchanges.Last);
                writer.Eight(call.Exchanges.Before);
            }

            PackedPrompt.Write(ref writer, call.PromptInPlace, wide);
        }

        return bytes[..writer.Length];
    }

    /// <summary>Reads back what <see cref="Write"/> wrote. <paramref name="calls"/> must be as long as the number of calls.</summary>
    /// <param name="bytes">What was written.</param>
    /// <param name="owner">The account and the hour of the calls.</param>
    /// <param name="names">The names that were used for writing.</param>
    /// <param name="contexts">Scratch: an index for each call.</param>
    /// <param name="calls">Receives the calls.</param>
    public static void Read(ReadOnlySpan<byte> bytes, (AccountId Account, Hour Hour) owner, NameTable names, Span<int> contexts, Span<ApiCall> calls)
    {
        var reader = new PackedReader(bytes);
        var known = 0;
        for (var i = 0; i < calls.Length; i++)
        {
            var start = new PackedStart(reader.Number());
            var at = start.Context;
            Context context;
            if (at == known)
            {
                contexts[known++] = i;
                context = ReadContext(ref reader, names);
            }
            else
            {
                context = Context.Of(calls[contexts[at]]);
            }

            calls[i] = new ApiCall
            {
                Account = owner.Account,
                Model = context.Model,
                Platform = context.Platform,
                Reseller = context.Reseller,
                Network = context.Network,
                Asn = context.Asn,
                Country = context.Country,
                Client = context.Client,
                Tools = context.Tools,
                Micros = (owner.Hour.Number * Micros.PerHour) + reader.Four(),
                Id = reader.Eight(),
                InputTokens = (int)reader.Number(),
                OutputTokens = (int)reader.Number(),
                Exchanges = start.IsContinued ? new Exchanges(reader.Eight(), reader.Eight()) : default,
            };

            // The prompt is large, so read it into place.
            PackedPrompt.Read(ref reader, start.IsWide, ref Unsafe.AsRef(in calls[i].PromptInPlace));
        }
    }

    // Index of the call's context. The number of contexts when it is a new one.
    private static int ContextOf(ReadOnlySpan<ApiCall> calls, ReadOnlySpan<int> contexts, in ApiCall call)
    {
        for (var i = 0; i < contexts.Length; i++)
        {
            ref readonly var known = ref calls[contexts[i]];
            if (
                known.Network.Bits == call.Network.Bits
                && known.Client == call.Client
                && known.Tools == call.Tools
                && known.Asn == call.Asn
                && known.Country == call.Country
                && known.Model == call.Model
                && known.Platform == call.Platform
                && known.Reseller == call.Reseller
            )
            {
                return i;
            }
        }

        return contexts.Length;
    }

    private static void WriteContext(ref PackedWriter writer, in ApiCall call, NameTable names)
    {
        writer.Eight(call.Network.Bits);
        writer.Eight(call.Client);
        writer.Eight(call.Tools);
        writer.Number(call.Asn);
        writer.Number(call.Country);
        writer.Number((uint)names.NumberOf(call.Model));
        writer.Number((uint)names.NumberOf(call.Platform));
        writer.Number((uint)names.NumberOf(call.Reseller));
    }

    private static Context ReadContext(ref PackedReader reader, NameTable names) =>
        new(
            new NetworkPrefix(reader.Eight()),
            reader.Eight(),
            reader.Eight(),
            reader.Number(),
            (ushort)reader.Number(),
            names[(int)reader.Number()],
            names[(int)reader.Number()],
            names[(int)reader.Number()]
        );

    /// <summary>Reads only the prompts, ids and times of a window's calls. This is many times faster than <see cref="Read"/>.</summary>
    /// <param name="bytes">What <see cref="Write"/> wrote.</param>
    /// <param name="hour">The window's hour.</param>
    /// <param name="calls">How many calls there were.</param>
    internal ref struct Prompts(ReadOnlySpan<byte> bytes, Hour hour, int calls)
    {
        private readonly long _start = hour.Number * Contracts.Micros.PerHour;
        private PackedReader _reader = new(bytes);
        private int _left = calls;
        private int _contexts;

        /// <summary>The call's prompt.</summary>
        public PromptFeatures Prompt;

        /// <summary>The call's <see cref="ApiCall.Id"/>.</summary>
        public ulong Id { get; private set; }

        /// <summary>The call's time, microseconds since 1970-01-01 UTC.</summary>
        public long Micros { get; private set; }

        /// <summary>Goes to the next call. False after the last one.</summary>
        public bool MoveNext()
        {
            if (_left == 0)
            {
                return false;
            }

            _left--;
            var start = new PackedStart(_reader.Number());
            if (start.Context == _contexts)
            {
                _contexts++;
                _reader.SkipContext();
            }

            Micros = _start + _reader.Four();
            Id = _reader.Eight();
            _reader.Number();
            _reader.Number();
            _reader.SkipExchanges(start);
            PackedPrompt.Read(ref _reader, start.IsWide, ref Prompt);
            return true;
        }
    }

    // The fields that most calls of a window have in common.
    private readonly record struct Context(
        NetworkPrefix Network,
        ulong Client,
        ulong Tools,
        uint Asn,
        ushort Country,
        string Model,
        string Platform,
        string Reseller
    )
    {
        public static Context Of(in ApiCall call) =>
            new(call.Network, call.Client, call.Tools, call.Asn, call.Country, call.Model, call.Platform, call.Reseller);
    }
}
