using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Campaigns;

/// <summary>What a node's accounts pose as.</summary>
internal abstract class Shelter
{
    /// <summary>The public framings that the node uses instead of its own.</summary>
    public abstract Framing[] Framings { get; }

    /// <summary>Makes an account look like one of the class.</summary>
    public abstract void Disguise(Account account, long joins, ref Rng rng);
}

/// <summary>Teams of 2 to 14 accounts that bought the pack of some honest teams, each on its own card and domain.</summary>
internal sealed class TeamShelter(Crowd crowd) : Shelter
{
    private ulong _card;
    private string _domain = "";
    private long _founded;
    private int _left;

    public override Framing[] Framings { get; } = crowd.Tools.Pack(0);

    public override void Disguise(Account account, long joins, ref Rng rng)
    {
        if (_left == 0)
        {
            _left = rng.Range(2, 14);
            _card = crowd.Fingerprint();
            _domain = rng.Chance(.5) ? MailDomain.Organisation(ref rng) : "";
            _founded = joins - (long)((.1 + rng.Exponential(70)) * SimulatedTime.Day);
        }

        _left--;
        account.Card = _card;
        account.MailDomain = _domain.Length > 0 ? _domain : MailDomain.FreeMail(ref rng);
        account.Created = Math.Min(_founded + (long)(rng.Exponential(9) * SimulatedTime.Hour), joins - SimulatedTime.Minute);
    }
}

/// <summary>People who run a public program by the clock. They share nothing, and signed up at any time.</summary>
internal sealed class ClockShelter(Crowd crowd) : Shelter
{
    public ScheduledProgram Program { get; } = crowd.Tools.Program(0);

    public override Framing[] Framings => Program.Framings;

    public override void Disguise(Account account, long joins, ref Rng rng)
    {
        account.Card = crowd.Fingerprint();
        account.Created = joins - (long)((1 + rng.Exponential(150)) * SimulatedTime.Day);
    }
}
