using System.Globalization;
using Distill.Core.Reconciliation;

namespace Distill.Core.Tests.Reconciliation;

/// <summary>A reseller's day: what it noted, and what reached us. A test changes either.</summary>
internal sealed class TwoLogs
{
    private const long Second = 1_000_000;

    private static readonly DateTimeOffset s_start = new(2026, 4, 22, 0, 0, 0, TimeSpan.Zero);

    public List<LoggedCall> Ours { get; private set; } = [];

    public List<LoggedCall> Theirs { get; private set; } = [];

    /// <summary>Calls of customers, each through one of our accounts, over a day.</summary>
    /// <param name="calls">How many.</param>
    /// <param name="customers">Of how many customers.</param>
    /// <param name="accountOf">Through which account a customer's call goes: customer, number of the call.</param>
    /// <param name="skew">By how much the reseller's clock is ahead, in seconds. Its log notes the end of an answer, which takes up to 20 s.</param>
    /// <param name="seed">Seed.</param>
    public static TwoLogs Of(int calls, int customers, Func<int, int, string> accountOf, double skew = 0, int seed = 1)
    {
        var random = new Random(seed);
        var logs = new TwoLogs();
        for (var i = 0; i < calls; i++)
        {
            var customer = random.Next(customers);
            var at = (s_start - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond + (long)(random.NextDouble() * 86_400 * Second);
            var (input, output) = (random.Next(20, 4000), random.Next(5, 1500));
            var noted = at + (long)((skew + (20 * random.NextDouble())) * Second);
            logs.Ours.Add(new LoggedCall(at, accountOf(customer, i), "claude-opus-4-8", input, output, (ulong)i));
            logs.Theirs.Add(
                new LoggedCall(
                    noted / Second * Second,
                    string.Create(CultureInfo.InvariantCulture, $"user{customer}"),
                    "opus",
                    input,
                    output,
                    (ulong)i
                )
            );
        }

        return logs;
    }

    /// <summary>One account for each customer.</summary>
    public static string OwnAccount(int customer, int call) => string.Create(CultureInfo.InvariantCulture, $"acct_{customer}");

    public TwoLogs EditOurs(Func<List<LoggedCall>, IEnumerable<LoggedCall>> edit)
    {
        Ours = [.. edit(Ours)];
        return this;
    }

    public TwoLogs EditTheirs(Func<List<LoggedCall>, IEnumerable<LoggedCall>> edit)
    {
        Theirs = [.. edit(Theirs)];
        return this;
    }

    public LogComparison Compare() => LogReconciliation.Of(Ours, Theirs, new ReconciliationOptions());
}
