using Distill.Simulation.Calls;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Relays;

/// <summary>One account in a relay's pool.</summary>
internal sealed class Seat(Caller account)
{
    private int _day = -1;
    private int _today;

    public Caller Account => account;

    /// <summary>When the account was last used. The lowest value means never, so a new account is taken first.</summary>
    public long LastUsed { get; private set; } = long.MinValue;

    public void Count(long at)
    {
        LastUsed = at;
        var day = (int)(at / SimulatedTime.Day);
        if (day != _day)
        {
            (_day, _today) = (day, 0);
        }

        _today++;
    }

    public bool Spent(long at, int quota) => at / SimulatedTime.Day == _day && _today >= quota;

    /// <summary>Returns when the account's owner is next awake: <paramref name="at"/> itself, or the coming morning.</summary>
    public long Awake(long at)
    {
        var habit = Rng.Of(account.Seed, 0x51ee);
        var wakes = 7 + habit.Normal() * .8 + account.Lateness;
        var awakeHours = 15.5 + habit.Normal() * .8;
        var local = at + (long)((account.UtcOffset - wakes) * SimulatedTime.Hour) + 2 * SimulatedTime.Day;
        var sinceWaking = local % SimulatedTime.Day;
        return sinceWaking < awakeHours * SimulatedTime.Hour ? at : at + SimulatedTime.Day - sinceWaking + (long)(habit.Unit() * SimulatedTime.Hour);
    }
}
