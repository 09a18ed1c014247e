using System.Text;
using Distill.Core.Events;
using Distill.Core.Resellers;

namespace Distill.Core.Tests.Resellers;

public sealed class AttestationDocumentTests
{
    private const string One =
        """{"account":"a","customer":"c","holder":"person","level":"verified","country":"DE","checkedOn":"2026-04-01","expiresOn":"2027-04-01"}""";

    [Fact]
    public void ADocument_IsRead()
    {
        var record = Assert.Single(Read(Document(One), out var faults));

        Assert.Empty(faults);
        Assert.Equal(("a", "rs_1", "c", "DE"), (record.Account.Value, record.Reseller, record.Customer, record.Country));
        Assert.Equal((CustomerHolder.Person, KnowYourCustomer.Verified), (record.Holder, record.Kyc));
        Assert.Equal((new DateOnly(2026, 4, 1), new DateOnly(2027, 4, 1)), (record.Checked, record.Expires!.Value));
        Assert.Equal(new DateTimeOffset(2026, 4, 20, 4, 0, 0, TimeSpan.Zero), record.Time);
    }

    [Theory]
    [InlineData("", "It is not JSON.")]
    [InlineData("[]", "The document must be an object.")]
    [InlineData("{}", "version must be a whole number.")]
    [InlineData("{\"version\":2}", "version must be 1.")]
    [InlineData("{\"extra\":1}", "\"extra\" is unknown.")]
    [InlineData("{\"version\":1,\"version\":1}", "version comes twice.")]
    [InlineData("{\"issuedAt\":\"2026-04-20\"}", "issuedAt must be a time with its zone, such as 2026-04-20T06:00:00Z.")]
    [InlineData("{\"issuedAt\":\"2036-04-20T00:00:00Z\"}", "issuedAt is in the future.")]
    [InlineData("{\"attestations\":[]}", "attestations must be an array of 1 to 10,000.")]
    [InlineData("{\"attestations\":[1]}", "attestations[0] must be an object.")]
    [InlineData("{\"attestations\":[{}]}", "attestations[0].account must be a text of 1 to 256 characters.")]
    [InlineData("{\"attestations\":[{\"holder\":\"firm\"}]}", "attestations[0].holder must be one of organisation, person.")]
    [InlineData("{\"attestations\":[{\"country\":\"de\"}]}", "attestations[0].country must be two capital letters (ISO 3166-1).")]
    [InlineData("{\"attestations\":[{\"checkedOn\":\"2026-02-30\"}]}", "attestations[0].checkedOn must be a day such as 2026-04-20.")]
    [InlineData("{\"attestations\":[{\"checkedOn\":\"2030-01-01\"}]}", "attestations[0].checkedOn is in the future.")]
    [InlineData("{\"attestations\":[{\"checkedOn\":\"2026-01-01\",\"expiresOn\":\"2025-01-01\"}]}", "attestations[0].expiresOn is before checkedOn.")]
    [InlineData("{\"attestations\":[{\"name\":\"Ann\"}]}", "attestations[0].\"name\" is unknown.")]
    public void WhatIsWrong_IsNamedWithItsPlace(string document, string fault)
    {
        Assert.Empty(Read(document, out var faults));
        Assert.Contains(fault, faults);
    }

    /// <summary>One bad attestation keeps all of the document out, so that nobody believes that it was taken.</summary>
    [Fact]
    public void AllOfADocument_OrNothing()
    {
        Assert.Empty(Read(Document(One, One.Replace("person", "firm", StringComparison.Ordinal)), out var faults));
        Assert.Equal(["attestations[1].holder must be one of organisation, person."], faults);
    }

    [Fact]
    public void ManyFaults_AreCut()
    {
        Assert.Empty(Read(Document([.. Enumerable.Repeat("{}", 100)]), out var faults));

        Assert.Equal(21, faults.Count);
        Assert.Equal("480 more faults.", faults[^1]);
    }

    private static string Document(params string[] attestations) =>
        $$"""{"version":1,"reseller":"rs_1","issuedAt":"2026-04-20T06:00:00+02:00","attestations":[{{string.Join(',', attestations)}}]}""";

    private static IReadOnlyList<AttestationRecord> Read(string document, out IReadOnlyList<string> faults) =>
        AttestationDocument.Read(Encoding.UTF8.GetBytes(document), new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero), out faults);
}
