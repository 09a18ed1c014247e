using Distill.Contracts;

namespace Distill.Core.Events;

/// <summary>What an event other than a call says of one account.</summary>
public interface IAccountFact
{
    AccountId Account { get; }

    /// <summary>When it was so, in event time.</summary>
    DateTimeOffset Time { get; }
}
