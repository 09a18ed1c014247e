namespace Distill.Functions.Storage;

/// <summary>The ledger's head can't be read, and nothing stored beside it tells what it was. An operator has to mend the row.</summary>
public sealed class DamagedLedgerException(Exception cause)
    : Exception($"The row {StateTable.Partition} / {StateTable.Head} of the table {StateTable.Name} can't be read or mended.", cause);
