using Distill.Functions.Batches;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Ingest;

/// <summary>Stores dead letters. One that can't be stored does not cost the others: it is kept without its body.</summary>
public sealed class LetterWriter(EventTables tables, ILogger<LetterWriter> log)
{
    public async Task SaveAsync(IReadOnlyCollection<DeadLetter> letters, CancellationToken cancellationToken)
    {
        try
        {
            await tables.DeadLetters.SaveAsync(letters, cancellationToken);
        }
        catch (Exception e) when (StorageFault.IsOurs(e))
        {
            foreach (var letter in letters)
            {
                await SaveAsync(letter, cancellationToken);
            }
        }
    }

    private async Task SaveAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        try
        {
            await tables.DeadLetters.SaveAsync([letter], cancellationToken);
        }
        catch (Exception e) when (StorageFault.IsOurs(e))
        {
            log.LetterCut(e, letter.Partition, letter.Event.Sequence);
            await tables.DeadLetters.SaveAsync([letter with { Event = letter.Event with { Body = default } }], cancellationToken);
        }
    }
}
