namespace Distill.Logs.Exports;

/// <summary>What one span, one record or the messages of one span say of a call.</summary>
/// <param name="Key">What all parts of the call have in common: its trace and span. Empty if the item stands alone.</param>
/// <param name="Role">Which part it is.</param>
/// <param name="Event">The part as an event of ours, in JSON.</param>
public sealed record OtlpItem(string Key, OtlpRole Role, ReadOnlyMemory<byte> Event);

/// <summary>Which part of a call an item is. Of two parts that say the same the first counts.</summary>
public enum OtlpRole
{
    /// <summary>The call's span.</summary>
    Span,

    /// <summary>An event with the call's details. It may be the whole call, or stand beside a span.</summary>
    Details,

    /// <summary>Messages of the first generation of the conventions. They have a prompt, and no account, model or tokens.</summary>
    Messages,

    /// <summary>A call that belongs to no span.</summary>
    Whole,
}
