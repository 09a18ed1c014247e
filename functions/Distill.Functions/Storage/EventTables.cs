namespace Distill.Functions.Storage;

/// <summary>The tables that the ingestion writes, and that nothing else does.</summary>
public sealed class EventTables(WindowTable windows, FactTable facts, DeadLetterTable deadLetters, ProgressTable progress)
{
    public WindowTable Windows => windows;

    public FactTable Facts => facts;

    public DeadLetterTable DeadLetters => deadLetters;

    public ProgressTable Progress => progress;
}
