using Distill.Core.Profiles;

namespace Distill.Core.Framings;

/// <summary>One account, and what it uses of one family of framings.</summary>
/// <param name="Profile">The account's index in the population.</param>
/// <param name="Customer">
/// Its customer (<see cref="Customers.Of"/>). It may be negative when no other user of the family belongs to the same customer.
/// </param>
/// <param name="Framings">The keys of the framings, sorted.</param>
/// <param name="FramedCalls">Calls that carry any of these framings.</param>
/// <param name="Since">Time of the first such call, microseconds since 1970-01-01 UTC.</param>
internal readonly record struct FramingUser(int Profile, int Customer, FramingKey[] Framings, int FramedCalls, long Since)
{
    /// <summary>True when the account's customer is established, or when that is not known.</summary>
    public bool IsEstablished { get; init; } = true;

    /// <summary>
    /// True when the account tells how popular the framings are. A crowd of new accounts with one framing each would make it popular. An account
    /// that uses two shows what the framings have in common, so it counts.
    /// </summary>
    public bool Counts => IsEstablished || Framings.Length >= 2;
}
