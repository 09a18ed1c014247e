namespace Distill.Simulation.Tests;

/// <summary>By itself, since memory is the whole process's.</summary>
[CollectionDefinition(nameof(StreamingMemoryTests), DisableParallelization = true)]
[Collection(nameof(StreamingMemoryTests))]
public sealed class StreamingMemoryTests
{
    [Fact]
    public void Memory_DoesNotGrowWithLength()
    {
        Peak(2);
        var few = Peak(3);
        var many = Peak(18);
        Assert.True(many < few * 1.5 + 2_000_000, $"3 days: {few:N0} bytes, 18 days: {many:N0} bytes.");
    }

    private static long Peak(int days)
    {
        var before = GC.GetTotalMemory(true);
        var run = new SimulationRun(Ladder.Thin(new(150, 20, days)));
        long peak = 0;
        var read = 0;
        foreach (var _ in run.Events())
        {
            if (++read % 3_000 == 0)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(true) - before);
            }
        }
        return peak;
    }
}
