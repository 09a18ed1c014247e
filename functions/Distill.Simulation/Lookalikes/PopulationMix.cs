using Distill.Simulation.Population;

namespace Distill.Simulation.Lookalikes;

/// <summary>The kinds of innocent accounts and their shares.</summary>
public static class PopulationMix
{
    internal static ILookalike[] Kinds { get; } =
    [
        new Casual(),
        new Developer(),
        new PowerUser(),
        new PluginUser(),
        new StudentClass(),
        new Enterprise(),
        new Hackathon(),
        new ResellerCustomer(),
        new VpnUser(),
        new Team(),
        new Agency(),
        new Prompter(),
        new Pipeline(),
        new CiFleet(),
        new CronJob(),
        new Benchmark(),
        new Wrapper(),
        new HonestRelay(),
        new PromptPackUser(),
        new Abuser(),
        new PackTeam(),
        new Timetable(),
        new AgentUser(),
        new HarnessUser(),
        new HostedAutomation(),
        new PullRequestBot(),
        new KeyboardUser(),
        new LabClass(),
        new SharedAddressUser(),
    ];

    /// <summary>
    /// Weights, which need not sum to one. About a third of the accounts are programs, as on a real API. Every look-alike has enough accounts to be
    /// measured.
    /// </summary>
    public static IReadOnlyDictionary<string, double> Default { get; } =
        new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["abuser"] = .008,
            ["agent"] = .032,
            ["agency"] = .030,
            ["bench"] = .005,
            ["casual"] = .150,
            ["cgnat"] = .016,
            ["cifleet"] = .035,
            ["class"] = .065,
            ["cron"] = .025,
            ["dev"] = .130,
            ["enterprise"] = .095,
            ["hackathon"] = .035,
            ["harness"] = .012,
            ["hosted"] = .022,
            ["keyboard"] = .020,
            ["lab"] = .015,
            ["packteam"] = .018,
            ["pipeline"] = .055,
            ["plugin"] = .060,
            ["poweruser"] = .025,
            ["prbot"] = .015,
            ["prompter"] = .045,
            ["promptpack"] = .040,
            ["relay"] = .030,
            ["reseller"] = .120,
            ["team"] = .050,
            ["timetable"] = .025,
            ["vpn"] = .035,
            ["wrapper"] = .040,
        };

    internal static void Settle(Crowd crowd, IReadOnlyDictionary<string, double> mix)
    {
        var whole = mix.Values.Sum();
        var settled = 0;
        for (var k = 0; k < Kinds.Length; k++)
        {
            var share = mix.GetValueOrDefault(Kinds[k].Kind) / whole;
            var count = (int)Math.Round(crowd.Innocent * share);
            // Rounding up must not create too many accounts. If rounding down leaves some over, the first kind gets them below.
            count = Math.Min(count, crowd.Innocent - settled);
            settled += count;
            var rng = Randomness.Rng.Of(crowd.Seed, 0x5e77, (ulong)k);
            if (count > 0)
            {
                Kinds[k].Settle(crowd, count, ref rng);
            }
        }
        var rest = Randomness.Rng.Of(crowd.Seed, 0x5e77, 99);
        if (settled < crowd.Innocent)
        {
            Kinds[0].Settle(crowd, crowd.Innocent - settled, ref rest);
        }
    }
}
