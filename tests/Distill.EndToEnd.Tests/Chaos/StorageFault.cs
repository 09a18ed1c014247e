namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>What goes wrong with one request to storage.</summary>
internal enum StorageFault
{
    None,

    /// <summary>503 ServerBusy with Retry-After. Nothing was done.</summary>
    Throttled,

    /// <summary>500 OperationTimedOut before anything was done.</summary>
    TimedOutBefore,

    /// <summary>500 OperationTimedOut after all was done.</summary>
    TimedOutAfter,

    /// <summary>The connection breaks before storage has the request.</summary>
    CutBefore,

    /// <summary>The connection breaks after storage did what was asked: the client never learns of it.</summary>
    CutAfter,

    /// <summary>All is done, and the answer comes late.</summary>
    Slow,
}
