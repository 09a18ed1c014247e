using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Portraits;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Portraits;

/// <summary>Who is found by a card, a device, a mail domain or a network, as a person types them.</summary>
public sealed class ValueIndexTests
{
    private static readonly (CallWindow[] Windows, AccountRecord[] Records) s_traffic = Traffic();
    private static readonly ValueIndex s_index = Index(s_traffic.Windows);

    [Theory]
    [InlineData("card2", SharedKind.Card, "h04", "h05")]
    [InlineData(" card2 ", SharedKind.Card, "h04", "h05")]
    [InlineData("laptop-7", SharedKind.Device, "h07")]
    [InlineData("h9.example", SharedKind.MailDomain, "h09")]
    [InlineData("someone@H9.Example", SharedKind.MailDomain, "h09")]
    [InlineData("198.51.100.200", SharedKind.Network, "h10", "h11")]
    [InlineData("198.51.100.0/24", SharedKind.Network, "h10", "h11")]
    [InlineData("::ffff:198.51.100.1", SharedKind.Network, "h10", "h11")]
    public void AValue_LeadsToItsCluster_AndAccounts(string typed, SharedKind kind, params string[] accounts)
    {
        var value = Assert.Single(Found(typed));
        var holders = Assert.Single(value.Clusters);

        Assert.Equal(kind, value.Kind);
        Assert.Equal(accounts.Length, holders.Members);
        Assert.Equal(accounts, holders.Accounts.Select(a => a.Value));
    }

    /// <summary>The part of a fingerprint that a cluster's page shows is enough.</summary>
    [Fact]
    public void ThePartThatPagesShow_IsFound()
    {
        var card = Assert.Single(Found("card2"));

        Assert.Equal(card, Assert.Single(Found(card.Name)));
        Assert.Equal(card, Assert.Single(Found(card.Name.ToUpperInvariant())));
        Assert.Empty(Found(card.Name[..7]));
    }

    /// <summary>An innocent customer's values are in no index, nor is a network that one member has for itself.</summary>
    [Theory]
    [InlineData("card-of-c001")]
    [InlineData("172.3.0.1")]
    [InlineData("198.51.100.0/25")]
    [InlineData("198.51.0.0/16")]
    [InlineData("10.1.0.1")]
    [InlineData("h9.example.org")]
    [InlineData("CARD2")]
    [InlineData("h04")]
    public void WhatIsNotThere_IsNotFound(string typed) => Assert.Empty(Found(typed));

    [Fact]
    public void Order_ChangesNothing()
    {
        var windows = s_traffic.Windows.ToArray();
        new Random(3).Shuffle(windows);

        Assert.Equal(ValueIndexJson.Write(s_index.Values), ValueIndexJson.Write(Index(windows).Values));
        Assert.Equal(ValueIndexJson.Write(s_index.Values), ValueIndexJson.Write(ValueIndexJson.Read(ValueIndexJson.Write(s_index.Values))));
    }

    /// <summary>Whatever is meant stands at a place that the query names.</summary>
    [Fact]
    public void WhatIsMeant_StandsInARange()
    {
        Assert.All(
            s_index.Values,
            value =>
                Assert.Contains(
                    ValueQuery.Of(value.Name)!.Ranges,
                    range => value.Kind == SharedKind.MailDomain || (range.First <= value.Place && value.Place <= range.Last)
                )
        );
        Assert.Null(ValueQuery.Of(" "));
    }

    private static IndexedValue[] Found(string typed) => [.. s_index.Values.Where(ValueQuery.Of(typed)!.Means)];

    // The campaign's cards are shared by two each. Some have a device, a domain or a network besides.
    private static (CallWindow[] Windows, AccountRecord[] Records) Traffic()
    {
        var (windows, records) = CampaignTraffic.Create(hydra: true);
        return (
            [.. windows.Select(w => w.Account.Value is "h10" or "h11" ? Moved(w) : w)],
            [
                .. records.Select(r =>
                    r.Account.Value switch
                    {
                        "h07" => r with { Device = "laptop-7" },
                        "h09" => r with { EmailDomain = "h9.example" },
                        "c001" => r with { Payment = "card-of-c001" },
                        _ => r,
                    }
                ),
            ]
        );
    }

    private static CallWindow Moved(CallWindow window)
    {
        var network = Some.Call(ip: "198.51.100.7").Network;
        var moved = new CallWindow(window.Account, window.Hour);
        foreach (ref readonly var call in window.Calls)
        {
            moved.Add(call with { Network = network });
        }

        return moved;
    }

    private static ValueIndex Index(CallWindow[] windows)
    {
        using var population = new Population();
        foreach (var record in s_traffic.Records)
        {
            population.Add(record);
        }

        foreach (var window in windows)
        {
            population.Add(window);
        }

        var last = windows.Max(w => w.Hour);
        var state = new Correlator(new DetectionOptions()).Correlate(population, last, CorrelationState.Empty);
        Assert.Equal(last, state.Values!.Hour);
        return state.Values;
    }
}
