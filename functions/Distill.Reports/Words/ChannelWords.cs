using System.Globalization;
using System.Text;
using Distill.Contracts;
using Distill.Core.Resellers;

namespace Distill.Reports.Words;

/// <summary>Resellers and clouds in plain words.</summary>
public static class ChannelWords
{
    /// <summary>A grade: what to do.</summary>
    public static string Of(Grade grade) =>
        grade switch
        {
            Grade.TooFew => "too few",
            Grade.Unknown => "unknown",
            Grade.InOrder => "in order",
            Grade.Ask => "ask",
            _ => "look closer",
        };

    public static string Of(ChannelKind kind) => kind == ChannelKind.Reseller ? "reseller" : "cloud";

    public static string Of(TrendDirection direction) =>
        direction switch
        {
            TrendDirection.TooLittle => "too little to say",
            TrendDirection.Steady => "steady",
            TrendDirection.Rising => "rising: new accounts are flagged more often",
            _ => "falling: new accounts are flagged less often",
        };

    /// <summary>A share with its interval: <c>12.5 % (8.1 to 18.9 %)</c>. Nothing if there is no whole.</summary>
    public static string Of(Share share) =>
        share is { Value: { } value, Low: { } low, High: { } high }
            ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.#} % ({100 * low:0.#} to {100 * high:0.#} %)")
            : "";

    /// <summary>The part of a page that is about a channel. A name may hold any character, so its fingerprint stands for it.</summary>
    public static string Anchor(Channel channel) =>
        string.Create(CultureInfo.InvariantCulture, $"channel-{Fingerprint.Of(Encoding.UTF8.GetBytes(channel.ToString())):x16}");

    /// <summary>Channels in the order in which people look at them: what needs the most first.</summary>
    public static IOrderedEnumerable<ReviewedChannel> Ordered(IEnumerable<ReviewedChannel> channels) =>
        channels.OrderByDescending(c => c.Report.Grade).ThenByDescending(c => c.Report.FlaggedAccounts.Count).ThenBy(c => c.Channel);
}
