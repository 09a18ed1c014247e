using System.Text;
using Distill.Core.Events;

namespace Distill.Core.Tests.Events;

/// <summary>No fact of an account record costs the record.</summary>
public sealed class AccountFieldTests
{
    private readonly EventParser _parser = new(new EventLimits());

    [Fact]
    public void AccountFacts_AreReadOrDropped()
    {
        var parsed = Account(
            """
            "created":"0001-01-01T00:00:00Z","country":"gb","emailDomain":"Ann@MAIL.Example.","payment":"none",
            "device":"00000000-0000-0000-0000-000000000000","kyc":"maybe"
            """
        );

        var record = parsed.Account!;
        Assert.Equal((null, "GB", "mail.example", null, null), (record.Created, record.Country, record.EmailDomain, record.Payment, record.Device));
        Assert.Equal(
            (FieldFault.OutOfRange, FieldFault.Unknown, FieldFault.Unknown, FieldFault.Unreadable),
            (parsed.Faults[EventField.Created], parsed.Faults[EventField.Payment], parsed.Faults[EventField.Device], parsed.Faults[EventField.Kyc])
        );
    }

    [Theory]
    [InlineData("redacted.invalid")]
    [InlineData("localhost")]
    [InlineData("mail.localhost")]
    [InlineData("EXAMPLE.com")]
    [InlineData("ann@mail.example.org")]
    [InlineData("users.test")]
    [InlineData("nobody@none")]
    [InlineData("box.local")]
    public void ReservedMailDomain_IsUnknown(string domain)
    {
        var parsed = Account($"\"emailDomain\":\"{domain}\"");

        Assert.Equal((null, FieldFault.Unknown), (parsed.Account!.EmailDomain, parsed.Faults[EventField.EmailDomain]));
    }

    [Theory]
    [InlineData("myexample.com")]
    [InlineData("invalid.de")]
    [InlineData("office.example")]
    [InlineData("contest")]
    public void OtherMailDomain_IsOne(string domain) => Assert.Equal(domain, Account($"\"emailDomain\":\"{domain}\"").Account!.EmailDomain);

    [Theory]
    [InlineData("\"2026-04-20\"")]
    [InlineData("\"20260420\"")]
    [InlineData("\"20260420T000000Z\"")]
    [InlineData("1776643200")]
    [InlineData("\"1776643200000\"")]
    public void CreatedAsDateOrCount_IsRead(string json) =>
        Assert.Equal(new DateTimeOffset(2026, 4, 20, 0, 0, 0, TimeSpan.Zero), Account($"\"created\":{json}").Account!.Created);

    private ParsedEvent Account(string fragment)
    {
        var parsed = _parser.Parse(
            Encoding.UTF8.GetBytes($$"""{"type":"account","time":"2026-04-22T03:00:00Z","account":"a",{{fragment}}}"""),
            Some.Time
        );
        Assert.Equal(EventKind.Account, parsed.Kind);
        return parsed;
    }
}
