using Distill.Core.Signals;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Correlation;

/// <summary>Reads what counts beside windows, once a run: the facts, what people allow, and what other providers reported.</summary>
public sealed class RunInputs(WindowSource source, AllowTable allowed, IndicatorTable indicators, SharingOptions sharing)
{
    public async Task ReadAsync(Session session, CancellationToken cancellationToken)
    {
        await source.AddFactsAsync(session, cancellationToken);
        session.Allowed = await allowed.ReadAsync(cancellationToken);

        // Without the key nothing can be compared.
        session.Shared = sharing.ReadKey() is { } key
            ? new SharedIndicators(key, await indicators.ReadAsync(cancellationToken))
            : SharedIndicators.None;
    }
}
