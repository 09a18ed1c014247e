using Azure;
using Azure.Identity;

namespace Distill.Functions.Storage;

/// <summary>Tells why a request failed: because of the storage, for now, or because of what we asked for, for good.</summary>
internal static class StorageFault
{
    /// <summary>Another writer was first, or the table is gone. Reading again and trying again helps.</summary>
    public static bool IsConflict(Exception e) => e is RequestFailedException { Status: 404 or 409 or 412 };

    /// <summary>The request can never succeed: a row is too large, or a value out of range.</summary>
    public static bool IsOurs(Exception e) => e is InvalidOperationException or RequestFailedException { Status: 400 or 413 };

    /// <summary>
    /// The storage is away, is busy or rejects us, or Entra ID gives us no token. All of this may pass. After its own retries the client throws an
    /// AggregateException.
    /// </summary>
    public static bool IsTheirs(Exception e) =>
        e is RequestFailedException or AggregateException or IOException or AuthenticationFailedException && !IsOurs(e);
}
