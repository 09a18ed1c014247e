using System.Buffers.Text;
using System.Text.Json;
using Distill.Simulation.Calls;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.Traffic;

/// <summary>Writes the turns of a call that stand apart from its prompt: hashes of its conversation's last turns, or what a client adds.</summary>
internal static class TurnWriter
{
    // Most turns that are written: four of the user's, and the answers to them.
    private const int MaxTurns = 8;

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
    /// <param name="turns">How many turns the conversation has before it.</param>
    /// <param name="json">The event.</param>
    public static void Write(ulong owner, PlannedCall call, int turns, Utf8JsonWriter json)
    {
        if (turns == 0)
        {
            return;
        }

        json.WriteStartArray("turns"u8);
        Span<byte> hash = stackalloc byte[16];
        for (var turn = Math.Max(0, turns - MaxTurns); turn < turns; turn++)
        {
            Utf8Formatter.TryFormat(Rng.Mix(Rng.Mix(owner, call.Session), (ulong)turn), hash, out _, new('x', 16));
            json.WriteStringValue(hash);
        }

        json.WriteEndArray();
    }
}
