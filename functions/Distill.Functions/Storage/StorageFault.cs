using Azure;

namespace Distill.Functions.Storage;

/// <summary>Tells what failed: the storage, for now, or what we asked of it, for good.</summary>
internal static class StorageFault
{
    /// <summary>Another writer was there first, or the table is gone: read again and try again.</summary>
    public static bool IsConflict(Exception e) => e is RequestFailedException { Status: 404 or 409 or 412 };

    /// <summary>What was asked can't be had, however often: a row too large, a value out of range.</summary>
    public static bool IsOurs(Exception e) => e is InvalidOperationException or RequestFailedException { Status: 400 or 413 };

    /// <summary>Storage is away, busy or refuses us: later it may not. After its own retries the client throws an AggregateException.</summary>
    public static bool IsTheirs(Exception e) => e is RequestFailedException or AggregateException or IOException && !IsOurs(e);
}
