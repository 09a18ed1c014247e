using Azure;
using Azure.Identity;

namespace Distill.Functions.Storage;

/// <summary>Tells why a request failed: because of the storage, for now, or because of what we asked for, for good.</summary>
internal static class StorageFault
{
    /// <summary>Another writer was first, or the table is gone. Reading again and trying again helps.</summary>
    public static bool IsConflict(Exception e) => e is RequestFailedException { Status: 404 or 409 or 412 };

    /// <summary>It can never succeed: a row is too large, a value out of range, or what is stored can't be read.</summary>
    public static bool IsOurs(Exception e) => e is RequestFailedException { Status: 400 or 413 } || IsUnreadable(e);

    /// <summary>A stored value is not what this build writes. Reading it again gives the same.</summary>
    public static bool IsUnreadable(Exception e) =>
        e
            is InvalidDataException
                or FormatException
                or ArgumentException
                or OverflowException
                or IndexOutOfRangeException
                or NullReferenceException
                or InvalidCastException
                or InvalidOperationException
                or System.Text.Json.JsonException;

    /// <summary>
    /// The storage is away, is busy, slow or rejects us, or Entra ID gives us no token. All of this may pass. After its own retries the client throws
    /// an AggregateException.
    /// </summary>
    public static bool IsTheirs(Exception e) =>
        e is RequestFailedException or AggregateException or IOException or TimeoutException or AuthenticationFailedException && !IsOurs(e);
}
