using Azure.Data.Tables;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Functions.Storage;

/// <summary>The code book of each epoch, in parts. It is written once.</summary>
public sealed class CodeBookTable(TableStore tables)
{
    public const string Name = "codebooks";

    // 900 KB of an entity's 1 MiB.
    private const int PartBytes = 900_000;

    /// <summary>The book of an epoch; null before it is made.</summary>
    public async Task<CodeBook?> FindAsync(EpochId epoch, CancellationToken cancellationToken)
    {
        if (await tables.FindAsync(Name, epoch.Value, "head", cancellationToken) is not { } head)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        for (var i = 0; i < head.GetInt32("Parts"); i++)
        {
            var part = await tables.FindAsync(Name, $"{epoch}-{head.GetString("Id")}", PartKey(i), cancellationToken);
            bytes.Write(part is null ? throw new InvalidDataException($"The code book of {epoch} has lost a part.") : Chunks.Get(part, "Part"));
        }

        return CodeBook.Read(bytes.ToArray()) ?? throw new InvalidDataException($"The code book of {epoch} is damaged.");
    }

    /// <summary>Adds the book of an epoch.</summary>
    /// <exception cref="Azure.RequestFailedException">409: another instance was first to add one.</exception>
    public async Task AddAsync(CodeBook book, CancellationToken cancellationToken)
    {
        // The parts come first, under a name that no other instance uses. The head then makes them the book.
        var id = Guid.NewGuid().ToString("n");
        var parts = book.Write().Chunk(PartBytes).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            var part = new TableEntity($"{book.Epoch}-{id}", PartKey(i));
            Chunks.Put(part, "Part", parts[i]);
            await tables.WriteAsync(Name, [new TableTransactionAction(TableTransactionActionType.Add, part)], cancellationToken);
        }

        var head = new TableEntity(book.Epoch.Value, "head") { ["Id"] = id, ["Parts"] = parts.Length };
        await tables.WriteAsync(Name, [new TableTransactionAction(TableTransactionActionType.Add, head)], cancellationToken);
    }

    private static string PartKey(int part) => part.ToString("d6", System.Globalization.CultureInfo.InvariantCulture);
}
