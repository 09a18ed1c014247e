using Distill.Core.Events;

namespace Distill.Logs.Traffic;

/// <summary>Counts how many calls or account records have a value in each field. Counts can be added up in any order.</summary>
public sealed class FieldCoverage
{
    private readonly long[] _known = new long[Enum.GetValues<EventField>().Length];

    public long Calls { get; private set; }

    public long Records { get; private set; }

    /// <summary>Returns the number of calls or records that have a value in the field.</summary>
    public long KnownIn(EventField field) => _known[(int)field];

    public void Add(in ApiCall call)
    {
        Calls++;
        Count(EventField.Ip, call.Network.IsKnown);
        Count(EventField.Asn, call.Asn != 0);
        Count(EventField.Country, call.Country != 0);
        Count(EventField.UserAgent, call.Client != 0);
        Count(EventField.Tools, call.Tools != 0);
        Count(EventField.Prompt, call.Prompt.IsKnown);
        Count(EventField.OutputTokens, call.OutputTokens != 0);
    }

    public void Add(AccountRecord record)
    {
        Records++;
        Count(EventField.Created, record.Created is not null);
        Count(EventField.Payment, record.Payment is not null);
        Count(EventField.Device, record.Device is not null);
        Count(EventField.EmailDomain, record.EmailDomain is not null);
        Count(EventField.Kyc, record.Kyc != KnowYourCustomer.Unknown);
    }

    public void Add(FieldCoverage other)
    {
        Calls += other.Calls;
        Records += other.Records;
        for (var i = 0; i < _known.Length; i++)
        {
            _known[i] += other._known[i];
        }
    }

    private void Count(EventField field, bool isKnown) => _known[(int)field] += isKnown ? 1 : 0;
}
