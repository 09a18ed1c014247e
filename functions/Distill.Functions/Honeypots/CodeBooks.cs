using Azure;
using Distill.Functions.Storage;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Functions.Honeypots;

/// <summary>Gives each epoch its code book. The first instance that asks makes it, and it never changes afterwards.</summary>
public sealed class CodeBooks(ClusterTable clusters, StateTable state, CodeBookTable books)
{
    /// <summary>The code book of an epoch. If there is none, it is made from the clusters as the correlation has them now.</summary>
    public async Task<CodeBook> OfAsync(EpochId epoch, CancellationToken cancellationToken) =>
        await books.FindAsync(epoch, cancellationToken) ?? await MakeAsync(epoch, cancellationToken);

    private async Task<CodeBook> MakeAsync(EpochId epoch, CancellationToken cancellationToken)
    {
        var watermark = await state.ReadAsync(cancellationToken);
        var (now, _) = await clusters.ReadAsync(watermark.Hour, cancellationToken);
        var book = CodeBook.Of(epoch, now.Values.Select(c => (c.Value.Id, c.Value.Accounts.AsEnumerable())));
        try
        {
            await books.AddAsync(book, cancellationToken);
            return book;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return await books.FindAsync(epoch, cancellationToken) ?? throw new InvalidDataException($"The code book of {epoch} has disappeared.");
        }
    }
}
