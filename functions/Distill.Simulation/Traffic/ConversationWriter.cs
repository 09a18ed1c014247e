using System.Buffers.Text;
using System.Text.Json;
using Distill.Simulation.Calls;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Traffic;

/// <summary>
/// Writes the turns of a call that stand apart from its prompt: hashes of its conversation's last turns, or what a client adds. A session is one
/// conversation, whichever account a relay sends it with. It counts turns in the order of time, and forgets those of the day before.
/// </summary>
internal sealed class ConversationWriter
{
    // Most turns that are written: four of the user's, and the answers to them.
    private const int MaxTurns = 8;

    private readonly Dictionary<(ulong Owner, uint Session), int> _turns = [];
    private long _day = -1;

    /// <summary>Writes what a client adds in fields of its own, as a sender does who keeps the turns apart.</summary>
    /// <param name="wrap">What the client adds.</param>
    /// <param name="text">Room for a text.</param>
    /// <param name="json">The event.</param>
    public static void Write(ClientWrap wrap, PromptText text, Utf8JsonWriter json)
    {
        text.Clear();
        wrap.WriteSystem(text);
        json.WriteString("system"u8, text.Span);
        text.Clear();
        wrap.WriteReminder(text);
        json.WriteStartArray("turns"u8);
        json.WriteStartObject();
        json.WriteString("role"u8, "system"u8);
        json.WriteString("content"u8, text.Span);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Writes the field <c>turns</c>, unless the call begins its conversation.</summary>
    /// <param name="owner">The seed of the account, or of the relay's customers.</param>
    /// <param name="call">The call.</param>
    /// <param name="json">The event.</param>
    public void Write(ulong owner, PlannedCall call, Utf8JsonWriter json)
    {
        if (call.At / SimulatedTime.Day != _day)
        {
            _day = call.At / SimulatedTime.Day;
            _turns.Clear();
        }

        var before = _turns.GetValueOrDefault((owner, call.Session));
        _turns[(owner, call.Session)] = before + 2;
        if (before == 0)
        {
            return;
        }

        json.WriteStartArray("turns"u8);
        Span<byte> hash = stackalloc byte[16];
        for (var turn = Math.Max(0, before - MaxTurns); turn < before; turn++)
        {
            Utf8Formatter.TryFormat(Rng.Mix(Rng.Mix(owner, call.Session), (ulong)turn), hash, out _, new('x', 16));
            json.WriteStringValue(hash);
        }

        json.WriteEndArray();
    }
}
