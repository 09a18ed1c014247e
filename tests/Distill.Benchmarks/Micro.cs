using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Distill.Benchmarks;

/// <summary>
/// Measures small pieces of code with BenchmarkDotNet: time and bytes allocated for each operation. It measures in this process, so nothing else has
/// to be built.
/// </summary>
internal static class Micro
{
    public static int Run<TBenchmark>()
    {
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(10);
        var summary = BenchmarkRunner.Run<TBenchmark>(DefaultConfig.Instance.AddJob(job).AddDiagnoser(MemoryDiagnoser.Default));
        return summary.Reports.Length > 0 && summary.Reports.All(r => r.Success) ? 0 : 1;
    }
}
