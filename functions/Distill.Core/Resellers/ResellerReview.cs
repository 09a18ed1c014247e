using Distill.Contracts;

namespace Distill.Core.Resellers;

/// <summary>What is known of each reseller and cloud as of the end of an hour, and what to ask each for.</summary>
/// <param name="Hour">The hour.</param>
/// <param name="Population">All accounts, for comparison.</param>
/// <param name="Channels">The channels in order: resellers first, then clouds, by name.</param>
public sealed record ResellerReview(Hour Hour, ReviewedPopulation Population, IReadOnlyList<ReviewedChannel> Channels)
{
    /// <summary>Reviews all channels. The same population and verdicts give the same review.</summary>
    public static ResellerReview Of(ReviewSource source)
    {
        var use = ChannelUse.Of(source);
        var clusters = SeenCluster.Of(use, source);
        var channels = use.Channels.ToArray();
        var flagged = channels.Select(c => Share.Flagged([.. c.Value.Where(a => a.IsAssessed)], _ => 1)).ToArray();
        var excesses = Excess.Of([.. channels.Select((c, i) => (flagged[i].Proportion, (int)flagged[i].Share.Of))], use.Flagged, use.Assessed);
        return new ResellerReview(
            source.Hour,
            new ReviewedPopulation(use.Accounts, use.Assessed, use.Flagged, use.Calls),
            [.. channels.Select((c, i) => Reviewed(c.Key, c.Value, source, clusters[c.Key], (flagged[i].Share, excesses[i], use.Days)))]
        );
    }

    private static ReviewedChannel Reviewed(
        Channel channel,
        ChannelAccount[] accounts,
        ReviewSource source,
        IReadOnlyList<SeenCluster> clusters,
        (Share Flagged, Excess? Excess, CountryDays Days) figures
    )
    {
        var (identities, behind) = Identities.Of(accounts, source);
        var check = AttestationCheck.Of(channel, accounts, figures.Days, source);
        var requests = EvidenceRequests.Of(accounts, behind, check);
        var report = new ChannelReport
        {
            Kind = channel.Kind,
            Name = channel.Name,
            Accounts = accounts.Length,
            Assessed = (int)figures.Flagged.Of,
            Calls = accounts.Sum(a => a.Calls),
            Customers = KnownCustomers.Of(accounts),
            Identities = identities,
            Attestations = check.Counts,
            Concentration = Concentration.Of(accounts),
            FlaggedAccounts = figures.Flagged,
            FlaggedCalls = Share.Flagged([.. accounts.Where(a => a.IsAssessed)], a => a.Calls).Share,
            Excess = figures.Excess,
            Clusters = clusters,
            Trend = Trend.Of(accounts),
            Questioned = requests.Count(r => !r.IsOfLevelOnly),
            Requested = requests.Count,
        };
        var (grade, reasons) = Grading.Of(report);
        return new ReviewedChannel(report with { Grade = grade, Reasons = reasons }, requests);
    }
}

/// <summary>One channel with its requests.</summary>
/// <param name="Report">What is known of it.</param>
/// <param name="Requests">What to ask for.</param>
public sealed record ReviewedChannel(ChannelReport Report, IReadOnlyList<EvidenceRequest> Requests)
{
    /// <summary>The channel.</summary>
    public Channel Channel => new(Report.Kind, Report.Name);
}

/// <summary>All accounts with a call within the lookback, whether through a channel or not.</summary>
/// <param name="Accounts">All of them.</param>
/// <param name="Assessed">Those of which enough was seen to say anything.</param>
/// <param name="Flagged">Those flagged.</param>
/// <param name="Calls">Their calls. An estimate when windows are sampled.</param>
public sealed record ReviewedPopulation(int Accounts, int Assessed, int Flagged, long Calls);
