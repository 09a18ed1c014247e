using Distill.Simulation.Calls;
using Distill.Simulation.Population;
using Distill.Simulation.World;

namespace Distill.Simulation.Traffic;

/// <summary>
/// Counts the turns of conversations, in the order of the calls. A session is one conversation, whichever account a relay sends it with. Those of the
/// day before are forgotten.
/// </summary>
internal sealed class Conversations
{
    // The user's turn and the answer.
    private const int TurnsOfCall = 2;

    private readonly Dictionary<(ulong Owner, uint Session), int> _turns = [];
    private long _day = -1;

    /// <summary>Returns how many turns the call's conversation has before it, and counts the call's own.</summary>
    public int TurnsBefore(PlannedCall call, Account account)
    {
        if (call.At / SimulatedTime.Day != _day)
        {
            _day = call.At / SimulatedTime.Day;
            _turns.Clear();
        }

        var owner = (call.Relayed ? account.Clientele?.Seed : null) ?? account.Seed;
        var before = _turns.GetValueOrDefault((owner, call.Session));
        _turns[(owner, call.Session)] = before + TurnsOfCall;
        return before;
    }
}
