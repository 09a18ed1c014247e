using Distill.Core;
using Distill.Core.Options;
using Distill.Core.Signals;
using Distill.Files;
using Distill.Functions.Settings;

namespace Distill.Functions.Correlation;

/// <summary>Keeps the session between runs, so that a run reads only what changed.</summary>
public sealed class WarmSession(StateStore store, DetectionOptions detection, CorrelationOptions options, NetworkLists lists)
{
    private Session? _session;

    /// <summary>The session as of the watermark: the kept one if no other instance ran since, otherwise a new one.</summary>
    /// <remarks>The caller has it alone. It gives it back to <see cref="Keep"/> if all went well, and disposes of it if not.</remarks>
    public async Task<Session> TakeAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _session, null) is { } kept)
        {
            var isCurrent = false;
            try
            {
                isCurrent = await store.IsCurrentAsync(kept, cancellationToken);
                if (isCurrent)
                {
                    return kept;
                }
            }
            finally
            {
                if (!isCurrent)
                {
                    kept.Dispose();
                }
            }
        }

        var population = ScratchFile.Population(options.CallsFolder, options.CallsInMemory);
        return await store.OpenAsync(new Correlator(detection, lists), population, cancellationToken);
    }

    /// <summary>Keeps a session for the next run.</summary>
    public void Keep(Session session) => Interlocked.Exchange(ref _session, session)?.Dispose();
}
