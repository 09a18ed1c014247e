namespace Distill.Benchmarks.Client;

/// <summary>What the client costs the API tier: lookups, memory, and the time from a verdict to a refusal.</summary>
internal static class ClientBenchmark
{
    public static int Run(string[] args)
    {
        var numbers = new Numbers(args);
        LookupBenchmark.Run(numbers.Of("--accounts", 1_000_000));
        RefusalBenchmark.Run(numbers.Of("--verdicts", 200));
        return 0;
    }
}
