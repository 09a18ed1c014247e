using System.Globalization;

namespace Distill.Core.Resellers;

/// <summary>Grades a channel and says why.</summary>
internal static class Grading
{
    // The corrected p-value at which an excess counts. One channel in a hundred reviews reaches it by chance.
    private const double Alpha = 0.01;

    // The share of accounts of unknown level above which nothing can be said of a channel's customers.
    private const double MostUnknown = 0.5;

    public static (Grade Grade, IReadOnlyList<string> Reasons) Of(ChannelReport channel)
    {
        string[] figures = [.. Flagged(channel), .. Asked(channel), .. Unknown(channel)];
        if (channel.Assessed < Excess.MinAccounts)
        {
            var few = string.Create(
                CultureInfo.InvariantCulture,
                $"Too few to grade: enough was seen of {channel.Assessed:N0} of its {channel.Accounts:N0} accounts, and a grade takes "
                    + $"{Excess.MinAccounts}."
            );
            return (Grade.TooFew, [few, .. figures]);
        }

        if (channel.Excess is { CorrectedP: <= Alpha } excess)
        {
            var more = string.Create(
                CultureInfo.InvariantCulture,
                $"More of its accounts are flagged than the {excess.Population:P1} of the population. By chance, at least so many are flagged with a "
                    + $"probability of {excess.CorrectedP:0.###E+0}, corrected for {excess.Tests:N0} channels."
            );
            return (Grade.LookCloser, [more, .. figures, "This does not say that the channel knows of it, or how it sells."]);
        }

        return channel.FlaggedAccounts.Count > 0 || channel.Questioned > 0 ? (Grade.Ask, figures)
            : channel.Customers.Unknown > MostUnknown * channel.Accounts ? (Grade.Unknown, [.. figures, "That neither accuses nor acquits anyone."])
            : (Grade.InOrder, [.. figures, "No account is flagged, and none of them raises a question."]);
    }

    private static IEnumerable<string> Flagged(ChannelReport channel)
    {
        if (channel.FlaggedAccounts is not { Count: > 0 } flagged)
        {
            yield break;
        }

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{flagged.Count:N0} of {flagged.Of:N0} assessed accounts are flagged: {flagged.Value:P1}, "
                + $"between {flagged.Low:P1} and {flagged.High:P1}."
        );
        if (channel.Clusters is [var cluster] && cluster.Here == flagged.Count && cluster.Here > 1)
        {
            yield return $"All of them belong to one cluster, {cluster.Id}. One operator's choice of a channel is one choice.";
        }
    }

    private static IEnumerable<string> Asked(ChannelReport channel) =>
        channel.Questioned == 0
            ? []
            : [string.Create(CultureInfo.InvariantCulture, $"{channel.Questioned:N0} of its accounts need evidence; the request lists them.")];

    private static IEnumerable<string> Unknown(ChannelReport channel) =>
        channel.Customers.Unknown == 0
            ? []
            :
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Of {channel.Customers.Unknown:N0} of {channel.Accounts:N0} accounts it is unknown how the customer was identified."
                ),
            ];
}
