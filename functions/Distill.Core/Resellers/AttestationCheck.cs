using System.Globalization;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Resellers;

/// <summary>
/// Checks what a reseller attested: whether it is there, whether it holds, and whether the traffic contradicts it. A contradiction is a question:
/// people travel, and programs work at night.
/// </summary>
internal sealed class AttestationCheck
{
    // How long an attestation holds that names no last day. A year is the usual time after which customers are identified anew.
    private const int DaysWithoutExpiry = 365;

    // Most accounts of a private person through one reseller that raise no question.
    private const int MostOfPerson = 3;

    // Fewest calls with a known country, and the share of them from the attested country below which they contradict it.
    private const int MinCalls = 20;
    private const double LeastFromCountry = 0.1;

    // Fewest hours with calls that show an account's day, and the share of them in the country's night above which they contradict it. The lower end
    // of the share's interval must be above.
    private const int MinHours = 24;
    private const double MostInNight = 0.5;

    private readonly Dictionary<AccountId, IReadOnlyList<AttestationFinding>> _findings = [];
    private readonly Dictionary<AccountId, AttestationRecord> _attested = [];
    private readonly CountryDays _days;
    private readonly DateOnly _today;
    private int _hoursNotTested;

    private AttestationCheck(CountryDays days, DateOnly today) => (_days, _today) = (days, today);

    /// <summary>What was found. Null when the channel attested nothing: then nothing is missing either.</summary>
    public Attestations? Counts { get; private set; }

    /// <summary>What is wrong with an account's attestation. Empty when nothing is.</summary>
    public IReadOnlyList<AttestationFinding> Of(AccountId account) => _findings.GetValueOrDefault(account, []);

    /// <summary>The level that an attestation gives which holds and is not contradicted. Unknown when there is none.</summary>
    public KnowYourCustomer LevelOf(AccountId account) =>
        _attested.TryGetValue(account, out var attested) && Of(account).Count == 0 ? attested.Kyc : KnowYourCustomer.Unknown;

    public static AttestationCheck Of(Channel channel, IReadOnlyList<ChannelAccount> accounts, CountryDays days, ReviewSource source)
    {
        var now = source.Hour.End;
        var check = new AttestationCheck(days, DateOnly.FromDateTime(now.UtcDateTime));
        var attestations = source.Population.Attestations;
        if (channel.Kind != ChannelKind.Reseller || !attestations.ResellersAt(now).Contains(channel.Name))
        {
            return check;
        }

        foreach (var account in accounts)
        {
            if (attestations.At(account.Account, channel.Name, now) is { } attested)
            {
                check._attested.Add(account.Account, attested);
            }
        }

        var crowded = check.CrowdedPersons();
        var torn = check.TornCards(accounts, source.CommonValues);
        foreach (var account in accounts)
        {
            check._findings.Add(account.Account, check.Find(account, crowded, torn));
        }

        int Count(AttestationFault fault) => check._findings.Values.Count(f => f.Any(one => one.Fault == fault));
        check.Counts = new Attestations(
            check._findings.Values.Count(f => f.Count == 0),
            Count(AttestationFault.Missing),
            Count(AttestationFault.Expired),
            Count(AttestationFault.Contradicted),
            check._hoursNotTested
        );
        return check;
    }

    private List<AttestationFinding> Find(ChannelAccount account, HashSet<string> crowded, HashSet<ulong> torn)
    {
        if (!_attested.TryGetValue(account.Account, out var attested))
        {
            return [new(AttestationFault.Missing, "There is no attestation for the account.")];
        }

        var findings = new List<AttestationFinding>();
        var last = attested.Expires ?? attested.Checked.AddDays(DaysWithoutExpiry);
        if (last < _today)
        {
            findings.Add(
                new(AttestationFault.Expired, string.Create(CultureInfo.InvariantCulture, $"The attestation held until {last:yyyy-MM-dd}."))
            );
        }

        void Contradict(bool isContradicted, string reason)
        {
            if (isContradicted)
            {
                findings.Add(new(AttestationFault.Contradicted, reason));
            }
        }

        Contradict(
            crowded.Contains(attested.Customer),
            string.Create(CultureInfo.InvariantCulture, $"The attested customer is a private person with more than {MostOfPerson} accounts.")
        );
        Contradict(
            account.Record is { Payment: not 0 } record && torn.Contains(record.Payment),
            "Accounts with one means of payment are attested for different customers."
        );
        if (attested.Country is { Length: 2 } name && account.Day is { } day)
        {
            var country = (ushort)((name[0] << 8) | name[1]);
            Contradict(
                day.KnownCountries >= MinCalls && day.From(country) < LeastFromCountry * day.KnownCountries,
                $"The customer is attested in {name}, and hardly any call comes from there."
            );
            Contradict(
                IsAwakeAtNight(country, day),
                $"The customer is attested in {name}, and calls mostly in hours in which accounts there rarely call."
            );
        }

        return findings;
    }

    private bool IsAwakeAtNight(ushort country, AccountDay day)
    {
        var hours = 0L;
        foreach (var count in day.Hours)
        {
            hours += count;
        }

        if (hours < MinHours || _days.NightOf(country) is not { } night)
        {
            _hoursNotTested++;
            return false;
        }

        return Proportion.Of([(CountryDays.InNight(night, day), hours)]).Low > MostInNight;
    }

    // Private persons with too many accounts.
    private HashSet<string> CrowdedPersons() =>
        _attested
            .Values.Where(a => a.Holder == CustomerHolder.Person)
            .CountBy(a => a.Customer)
            .Where(c => c.Value > MostOfPerson)
            .Select(c => c.Key)
            .ToHashSet(StringComparer.Ordinal);

    // Cards whose accounts are attested for different customers.
    private HashSet<ulong> TornCards(IReadOnlyList<ChannelAccount> accounts, IReadOnlyList<CommonValue> common)
    {
        var none = common.Where(v => v.Kind == TraitKind.Payment).Select(v => v.Value).ToHashSet();
        return accounts
            .Where(a => a.Record is { Payment: not 0 } record && !none.Contains(record.Payment) && _attested.ContainsKey(a.Account))
            .GroupBy(a => a.Record!.Payment)
            .Where(g => g.Select(a => _attested[a.Account].Customer).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .Select(g => g.Key)
            .ToHashSet();
    }
}
