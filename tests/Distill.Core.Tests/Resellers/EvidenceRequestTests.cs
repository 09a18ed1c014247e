using System.Text;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Core.Profiles;
using Distill.Core.Resellers;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Resellers;

public sealed class EvidenceRequestTests
{
    [Fact]
    public void FlaggedAccounts_AreAskedForIdentityAndUse_AndComeFirst()
    {
        var source = new SomeReview().Add("a", 3, "rs_1").Add("h", 2, "rs_1", VerdictLevel.Confirmed, 1);
        source.Add("n", 1, "rs_1", edit: (r, _) => r with { Kyc = KnowYourCustomer.None }).Call("n000", calls: 50);

        var requests = Requests(source);

        Assert.Equal(["h000 Identity,Use", "h001 Identity,Use", "n000 Identity"], requests.Select(Shown));
    }

    [Theory]
    [InlineData(2, KnowYourCustomer.Email, 0)]
    [InlineData(3, KnowYourCustomer.Email, 3)]
    // A company pays for many accounts.
    [InlineData(9, KnowYourCustomer.Business, 0)]
    [InlineData(9, KnowYourCustomer.Verified, 0)]
    public void ACardOfSeveralAccounts_IsAQuestion_UnlessABusinessHasIt(int accounts, KnowYourCustomer kyc, int asked)
    {
        var source = new SomeReview().Add("a", accounts, "rs_1", edit: (r, _) => r with { Payment = "pm_shared", Kyc = kyc });

        Assert.Equal(asked, Requests(source).Count);
        Assert.Equal(asked, source.Review().Channels[0].Report.Identities.SharedCards);
    }

    [Fact]
    public void ADeviceOfSeveralAccounts_IsAQuestion() =>
        Assert.Equal(
            ["a000 Owner", "a001 Owner", "a002 Owner"],
            Requests(new SomeReview().Add("a", 3, "rs_1", edit: (r, _) => r with { Device = "dv" })).Select(Shown)
        );

    /// <summary>A sender's own word for "not known" is on many records, and ties nobody.</summary>
    [Fact]
    public void APlaceholder_IsNoSharedCard()
    {
        var source = new SomeReview().Add("a", 30, "rs_1", edit: (r, _) => r with { Payment = "unset", Device = null });
        source.CommonValues.Add(new CommonValue(TraitKind.Payment, Fingerprint.Of("unset"u8), 30));

        Assert.Empty(Requests(source));
    }

    [Fact]
    public void ADisposableMailDomain_IsAQuestion_OnlyWithAList()
    {
        var source = new SomeReview().Add("a", 1, "rs_1", edit: (r, _) => r with { EmailDomain = "in.trash.example" });
        Assert.Null(source.Review().Channels[0].Report.Identities.DisposableMail);

        source.Lists = NetworkLists.Parse([new ListText(ListKind.DisposableMail, "mail.txt", ["trash.example"])], out _);

        Assert.Equal(1, source.Review().Channels[0].Report.Identities.DisposableMail);
        Assert.Equal(["a000 Contact"], Requests(source).Select(Shown));
    }

    [Fact]
    public void AnAccountWithoutARecord_IsAskedForItsLevel() =>
        Assert.Equal(["x Level"], Requests(new SomeReview().Call("x", reseller: "rs_1")).Select(Shown));

    /// <summary>The reseller may be the operator. What is sent names no signal, no cluster, no level and no other customer.</summary>
    [Fact]
    public void WhatIsSent_TellsNothingOfTheDetection()
    {
        var channel = new SomeReview().Add("h", 60, "rs_1", VerdictLevel.Confirmed, 1).Add("p", 3, "rs_2").Review().Channels[0];

        var letter = RequestLetter.Of(channel, SomeReview.Hour);
        var table = CsvText.Of(RequestTable.Rows(channel.Requests));

        foreach (var sent in new[] { letter, table })
        {
            Assert.DoesNotContain("hydra-", sent, StringComparison.Ordinal);
            Assert.DoesNotContain("confirmed", sent, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("suspect", sent, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("cluster", sent, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("p000", sent, StringComparison.Ordinal);
        }

        Assert.Contains("does not mean that it did anything wrong", letter, StringComparison.Ordinal);
        Assert.Contains("The attached table lists all 60 accounts.", letter, StringComparison.Ordinal);
        Assert.Equal(61, table.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    /// <summary>Account ids come from outside. They are text in the letter, and no formula in the table.</summary>
    [Fact]
    public void IdsFromOutside_StayText()
    {
        const string id = "=1+1|<b>[x](http://e.example)`";
        var channel = new SomeReview().Call(id, reseller: "rs_1").Judge(id, VerdictLevel.Suspect).Review().Channels[0];

        var letter = RequestLetter.Of(channel, SomeReview.Hour);
        var table = CsvText.Of(RequestTable.Rows(channel.Requests));

        Assert.Contains(@"| =1+1\|\<b\>\[x\](http\://e\.example)\` |", letter, StringComparison.Ordinal);
        Assert.Contains("\"'=1+1|<b>", table, StringComparison.Ordinal);
    }

    [Fact]
    public void ALetterWithoutRequests_AsksNothing() =>
        Assert.Contains(
            "We have no question",
            RequestLetter.Of(new SomeReview().Add("a", 30, "rs_1").Review().Channels[0], SomeReview.Hour),
            StringComparison.Ordinal
        );

    [Fact]
    public void RequestsAndFigures_ComeBackFromJson()
    {
        var channel = new SomeReview().Add("p", 1000).Add("h", 30, "rs_1", VerdictLevel.Confirmed, 1).Review().Channels[0];

        var report = ReviewJson.ReadReport(ReviewJson.Write(channel.Report));
        var requests = ReviewJson.ReadRequests(ReviewJson.Write(channel.Requests));

        Assert.Equal(ReviewJson.Write(channel.Report), ReviewJson.Write(report));
        Assert.Equal(ReviewJson.Write(channel.Requests), ReviewJson.Write(requests));
        Assert.Contains("\"grade\":\"look_closer\"", Encoding.UTF8.GetString(ReviewJson.Write(report)), StringComparison.Ordinal);
    }

    private static IReadOnlyList<EvidenceRequest> Requests(SomeReview source) =>
        source.Review().Channels.Single(c => c.Report.Kind == ChannelKind.Reseller).Requests;

    private static string Shown(EvidenceRequest request) => $"{request.Account} {string.Join(',', request.Needs)}";
}
