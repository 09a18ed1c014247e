using System.Globalization;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Resellers;

namespace Distill.Core.Tests.Resellers;

public sealed class AttestationCheckTests
{
    private static readonly DateOnly s_today = DateOnly.FromDateTime(SomeReview.Hour.End.UtcDateTime);

    [Fact]
    public void AResellerThatAttestsNothing_LacksNothing()
    {
        var source = new SomeReview().Add("a", 5, "rs_1").Add("b", 1, "rs_2").Attest(Attested("b000") with { Reseller = "rs_2" });

        Assert.Null(Of(source).Report.Attestations);
        Assert.Empty(Of(source).Requests);
    }

    [Fact]
    public void WhoIsLeftOut_IsMissing()
    {
        var source = new SomeReview().Add("a", 3, "rs_1").Attest(Attested("a000")).Attest(Attested("a001") with { Reseller = "rs_2" });

        Assert.Equal((1, 2), (Of(source).Report.Attestations!.Valid, Of(source).Report.Attestations!.Missing));
        Assert.Equal(["a001 Attestation", "a002 Attestation"], Of(source).Requests.Select(Shown));
        Assert.Equal(Grade.TooFew, Of(source).Report.Grade);
    }

    [Theory]
    [InlineData(-400, null, 1)]
    [InlineData(-300, null, 0)]
    [InlineData(-400, 0, 0)]
    [InlineData(-300, -1, 1)]
    public void AnAttestation_HoldsUntilItsDay_OrForAYear(int checkedOn, int? expires, int expired)
    {
        var attested = Attested("a000") with { Checked = s_today.AddDays(checkedOn), Expires = expires is { } days ? s_today.AddDays(days) : null };

        Assert.Equal(expired, Of(new SomeReview().Add("a", 1, "rs_1").Attest(attested)).Report.Attestations!.Expired);
    }

    [Fact]
    public void TheLatestAttestation_Counts_WhateverTheOrder()
    {
        var old = Attested("a000") with { Time = Some.Time.AddDays(-9), Expires = s_today.AddDays(-5) };
        var late = Attested("a000") with { Time = Some.Time.AddDays(-2) };
        var future = Attested("a000") with { Time = SomeReview.Hour.End.AddHours(1), Expires = s_today.AddDays(-5) };

        Assert.Equal(1, Of(new SomeReview().Add("a", 1, "rs_1").Attest(old).Attest(late).Attest(future)).Report.Attestations!.Valid);
        Assert.Equal(1, Of(new SomeReview().Add("a", 1, "rs_1").Attest(future).Attest(late).Attest(old)).Report.Attestations!.Valid);
    }

    [Theory]
    [InlineData(CustomerHolder.Person, 3, 0)]
    [InlineData(CustomerHolder.Person, 4, 4)]
    [InlineData(CustomerHolder.Organisation, 40, 0)]
    public void OnePersonForManyAccounts_IsAContradiction_AndACompanyIsNone(CustomerHolder holder, int accounts, int contradicted)
    {
        var source = new SomeReview().Add("a", accounts, "rs_1");
        for (var i = 0; i < accounts; i++)
        {
            source.Attest(Attested(string.Create(CultureInfo.InvariantCulture, $"a{i:000}")) with { Customer = "c", Holder = holder });
        }

        Assert.Equal(contradicted, Of(source).Report.Attestations!.Contradicted);
        Assert.Equal(contradicted, Of(source).Requests.Count(r => r.Needs.Contains(EvidenceNeed.Explanation)));
    }

    [Theory]
    [InlineData("c", 0)]
    [InlineData("d", 2)]
    public void OneCardOfTwoAttestedCustomers_IsAContradiction(string second, int contradicted)
    {
        var source = new SomeReview()
            .Add("a", 2, "rs_1", edit: (r, _) => r with { Payment = "pm" })
            .Attest(Attested("a000") with { Customer = "c" })
            .Attest(Attested("a001") with { Customer = second });

        Assert.Equal(contradicted, Of(source).Report.Attestations!.Contradicted);
    }

    [Theory]
    [InlineData("DE", 19, "US", 0)]
    [InlineData("DE", 40, "US", 1)]
    [InlineData("US", 40, "US", 0)]
    public void CallsFromElsewhere_AreAContradiction_OnceThereAreEnough(string attested, int calls, string from, int contradicted)
    {
        var source = new SomeReview().Add("a", 1, "rs_1").Attest(Attested("a000") with { Country = attested });
        source.Call("a000", hour: 5, calls: calls, country: from);

        Assert.Equal(contradicted, Of(source).Report.Attestations!.Contradicted);
    }

    /// <summary>Where nobody calls at night, an account that mostly does raises a question. The same hours elsewhere raise none.</summary>
    [Theory]
    [InlineData(true, 30, 1)]
    [InlineData(false, 30, 0)]
    [InlineData(true, 5, 0)]
    public void CallsInTheNightOfTheAttestedCountry_AreAContradiction(bool atNight, int others, int contradicted)
    {
        var source = new SomeReview();
        for (var i = 0; i < others; i++)
        {
            for (var hour = 0; hour < 48; hour++)
            {
                // Some.Time is 03:00. Others call from 03:00 to 18:59 UTC.
                if (hour % 24 < 16)
                {
                    source.Call(string.Create(CultureInfo.InvariantCulture, $"p{i}"), hour, country: "DE");
                }
            }
        }

        source.Add("a", 1, "rs_1").Attest(Attested("a000") with { Country = "DE" });
        for (var hour = -72; hour < 48; hour++)
        {
            if (((hour % 24) + 24) % 24 >= 16 == atNight)
            {
                source.Call("a000", hour, country: "DE");
            }
        }

        var attestations = Of(source).Report.Attestations!;
        Assert.Equal(contradicted, attestations.Contradicted);
        Assert.Equal(others < 20 ? 1 : 0, attestations.HoursNotTested);
    }

    /// <summary>What a reseller attests stands for a record that says nothing. An attestation with a fault does not.</summary>
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void AValidAttestation_AnswersTheQuestionForTheLevel(bool expired, int asked)
    {
        var source = new SomeReview()
            .Add("a", 1, "rs_1", edit: (r, _) => r with { Kyc = KnowYourCustomer.Unknown })
            .Attest(Attested("a000") with { Expires = s_today.AddDays(expired ? -1 : 1) });

        Assert.Equal(asked, Of(source).Requests.Count(r => r.Needs.Contains(EvidenceNeed.Level)));
    }

    private static AttestationRecord Attested(string account) =>
        new()
        {
            Account = AccountId.Parse(account),
            Time = Some.Time.AddDays(-2),
            Reseller = "rs_1",
            Customer = $"customer of {account}",
            Holder = CustomerHolder.Organisation,
            Kyc = KnowYourCustomer.Verified,
            Checked = s_today.AddDays(-30),
        };

    private static ReviewedChannel Of(SomeReview source) =>
        source.Review().Channels.Single(c => c.Channel == new Channel(ChannelKind.Reseller, "rs_1"));

    private static string Shown(EvidenceRequest request) => $"{request.Account} {string.Join(',', request.Needs)}";
}
