namespace Distill.Functions.Storage;

/// <summary>Bounds how long somebody waits for the storage. Its own client gives up only after minutes.</summary>
internal static class Patience
{
    /// <summary>Reads, and stops reading when the time is up.</summary>
    /// <exception cref="TimeoutException">The storage did not answer in time.</exception>
    public static async Task<T> ReadAsync<T>(
        Func<CancellationToken, Task<T>> read,
        TimeSpan longest,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await read(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The storage did not answer within {longest}.");
        }
    }
}
