using Distill.Core.Events;
using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

/// <summary>Makes populations account by account, and groups in them.</summary>
internal static class Crowd
{
    /// <summary>Returns the first <paramref name="members"/> of <paramref name="all"/> accounts as a group.</summary>
    public static AccountGroup Group(int members, int all, Func<int, AccountProfile> account)
    {
        var profiles = Enumerable.Range(0, all).Select(account).ToArray();
        return new AccountGroup(profiles[..members], PopulationBaseline.Of([.. profiles.OrderBy(p => p.Account)]));
    }

    public static ReferenceSample Reference(this AccountGroup group) => ReferenceSample.Of(group.Population);

    public static string Name(int i) => $"a{i:0000}";

    /// <summary>Returns an account with calls at the given minutes.</summary>
    public static AccountProfile Account(
        int i,
        IEnumerable<double> minutes,
        Func<ApiCall, int, ApiCall>? change = null,
        AccountRecord? record = null,
        ulong client = 0,
        DateTimeOffset? banned = null
    ) =>
        Some.Profile(
            minutes.Select(
                (m, n) =>
                {
                    var call = Some.Call(
                        Name(i),
                        id: $"{i}/{n}",
                        time: Some.Time.AddMicroseconds(Math.Round(m * 60e6)),
                        client: client == 0 ? (ulong)(1000 + i) : client,
                        ip: $"10.{i / 200}.{i % 200}.1"
                    );
                    return change is null ? call : change(call, n);
                }
            ),
            record,
            banned
        );
}
