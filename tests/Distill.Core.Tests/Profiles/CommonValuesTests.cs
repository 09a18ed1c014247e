using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Profiles;

/// <summary>If many accounts have one card or device and share nothing else, the sender writes it where it knows nothing.</summary>
public sealed class CommonValuesTests
{
    private static readonly DetectionOptions s_options = new();

    [Theory]
    [InlineData(40, 0)]
    [InlineData(0, 40)]
    [InlineData(300, 300)]
    public void ValueOfManyWhoShareNothingElse_IsNoIdentity(int payers, int devices)
    {
        var profiles = Crowd(300, i => Record(i, payment: i < payers ? "invoice" : null, device: i < devices ? "web-client" : null));

        var found = CommonValues.Find(profiles, s_options);

        Assert.Equal(
            new[] { (TraitKind.Payment, payers), (TraitKind.Device, devices) }.Where(f => f.Item2 > 0),
            found.Select(f => (f.Kind, f.Accounts))
        );
        Assert.All(
            CommonValues.Without(profiles, found)[..40],
            p => Assert.Equal((payers == 0, devices == 0), (Has(p, TraitKind.Payment), Has(p, TraitKind.Device)))
        );
    }

    [Fact]
    public void FewerThanThat_IsACard() => Assert.Empty(CommonValues.Find(Crowd(300, i => Record(i, payment: i < 19 ? "card" : null)), s_options));

    [Fact]
    public void CardOfACompany_IsACard() =>
        Assert.Empty(
            CommonValues.Find(Crowd(300, i => Record(i, payment: i < 60 ? "card" : null, domain: i < 60 ? "company.example" : null)), s_options)
        );

    [Fact]
    public void CardOfAFleetOnOneMachine_IsACard() =>
        Assert.Empty(
            CommonValues.Find(
                Crowd(
                    300,
                    i => Record(i, payment: i < 60 ? "card" : null, device: i < 40 ? "runner" : null),
                    i => i < 40 ? "198.51.100.1" : $"11.{i / 200}.{i % 200}.1"
                ),
                s_options
            )
        );

    [Fact]
    public void CardOfOneOffice_IsACard() =>
        Assert.Empty(
            CommonValues.Find(
                Crowd(300, i => Record(i, payment: i < 60 ? "card" : null), i => i < 60 ? "198.51.100.1" : $"11.{i / 200}.{i % 200}.1"),
                s_options
            )
        );

    [Fact]
    public void CardsThatComeInNumbers_AreAnOperators() =>
        Assert.Empty(CommonValues.Find(Crowd(300, i => Record(i, payment: i < 100 ? $"card{i / 25}" : null)), s_options));

    [Fact]
    public void CardsOfTooManyEach_AreNone_HoweverManyThereAre() =>
        Assert.Equal(4, CommonValues.Find(Crowd(300, i => Record(i, payment: i < 240 ? $"plan{i / 60}" : null)), s_options).Count);

    /// <summary>An operator's four devices. A crowd of new accounts on each must not make them look like placeholders.</summary>
    [Theory]
    [InlineData(4, 1)]
    [InlineData(4, 6)]
    [InlineData(1, 1)]
    public void CrowdOfNewAccounts_MakesNoDeviceCommon(int devices, int calls)
    {
        AccountProfile Account(int i) =>
            i switch
            {
                < 60 => Called(i, 8, Record(i, device: i < 15 * devices ? $"operators{i / 15}" : null)),
                < 360 => Called(i, calls, Record(i, device: $"operators{i % devices}") with { Created = Some.Time.AddDays(-1), Payment = "" }),
                _ => Called(i, 8, Record(i)),
            };

        var found = CommonValues.Find([.. Enumerable.Range(0, 900).Select(Account)], s_options);

        Assert.Empty(found);
    }

    /// <summary>Customers of standing are another matter: each pays with a card of its own.</summary>
    [Fact]
    public void CrowdOfEstablishedCustomers_MakesDevicesCommon() =>
        Assert.Equal(
            4,
            CommonValues
                .Find([.. Enumerable.Range(0, 900).Select(i => Called(i, 8, Record(i, device: i < 400 ? $"app{i % 4}" : null)))], s_options)
                .Count
        );

    [Fact]
    public void Order_ChangesNothing()
    {
        var profiles = Crowd(200, i => Record(i, payment: i < 90 ? "invoice" : null, device: i < 40 ? "web-client" : null));
        var expected = CommonValues.Find(profiles, s_options);
        new Random(3).Shuffle(profiles);

        Assert.Equal(2, expected.Count);
        Assert.Equal(expected, CommonValues.Find(profiles, s_options));
    }

    private static bool Has(AccountProfile profile, TraitKind kind) => profile.Traits.ToArray().Any(t => t.Kind == kind);

    private static AccountRecord Record(int i, string? payment = null, string? device = null, string? domain = null) =>
        Some.Record($"a{i:000}", payment: payment, domain: domain) with
        {
            Device = device ?? $"dv{i}",
        };

    private static AccountProfile Called(int i, int calls, AccountRecord record) =>
        Some.Profile(
            Enumerable.Range(0, calls).Select(n => Some.Call($"a{i:000}", time: Some.Time.AddHours(n), ip: $"11.{i / 200}.{i % 200}.1")),
            record
        );

    private static AccountProfile[] Crowd(int accounts, Func<int, AccountRecord> record, Func<int, string>? address = null) =>
        [
            .. Enumerable
                .Range(0, accounts)
                .Select(i => Some.Profile([Some.Call($"a{i:000}", ip: address?.Invoke(i) ?? $"11.{i / 200}.{i % 200}.1")], record(i))),
        ];
}
