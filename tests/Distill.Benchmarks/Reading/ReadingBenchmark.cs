using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Distill.Core.Events;
using Distill.Files;
using Distill.Logs.Reading;
using Distill.Logs.Tests.Formats;
using ZstdSharp;

namespace Distill.Benchmarks.Reading;

/// <summary>
/// Measures how fast logs are read, by the reader of <c>audit</c>: a log of each format, plain and packed, each in a process of its own. MB are those
/// of the unpacked log, and seconds are the processor's: what other programs take does not count.
/// </summary>
internal static class ReadingBenchmark
{
    /// <summary>The command that reads one file.</summary>
    public const string One = "reading-one";

    private const int Accounts = 2000;
    private const long Mega = 1_000_000;

    private static readonly DateTimeOffset s_arrived = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Format, string Fields)[] s_formats =
    [
        ("native", "id,time,account,model,platform,reseller,inputTokens,outputTokens,ip,asn,country,userAgent,tls,prompt"),
        ("otlp", "id,time,account,model,platform,inputTokens,outputTokens,ip,userAgent,prompt"),
        ("litellm", "id,time,account,model,reseller,inputTokens,outputTokens,ip,prompt"),
        ("bedrock", "id,time,account,model,inputTokens,outputTokens,prompt"),
        ("csv", "id,time,account,model,platform,reseller,inputTokens,outputTokens,ip,asn,country,userAgent,tls,prompt"),
        ("parquet", "id,time,account,model,platform,reseller,inputTokens,outputTokens,ip,asn,country,userAgent,tls,prompt"),
    ];

    /// <summary>Makes the logs and reads each.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var bytes = new Numbers(args).Of("--megabytes", 100) * Mega;
        var file = Path.Combine(Path.GetTempPath(), $"distill-reading-{Environment.ProcessId}");
        var calls = LongCalls.Of(Accounts, bytes).ToArray();
        Console.WriteLine($"{calls.Length} calls, prompts of {LongCalls.PromptBytes} bytes, {Environment.ProcessorCount} processors");
        Console.WriteLine("format   packing      MB    MB/s  calls/s  bytes allocated a call  peak MB");
        try
        {
            foreach (var (format, fields) in s_formats)
            {
                await File.WriteAllBytesAsync(file, await FormatAsync(calls, format, fields));
                var plain = new FileInfo(file).Length;
                foreach (var packing in format == "parquet" ? ["plain"] : new[] { "plain", "gzip", "zstd" })
                {
                    Pack(file, file + ".packed", packing);
                    Console.Write($"{format, -8} {packing, -7} {(double)plain / Mega, 7:0}");
                    await ReadApartAsync(file + ".packed", plain);
                }
            }
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".packed");
        }

        return 0;
    }

    /// <summary>Reads one file and prints how that went.</summary>
    public static async Task<int> ReadOneAsync(string file, string plainBytes)
    {
        // The first reading compiles the code.
        await ReadAsync(file);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var before = Environment.CpuUsage.TotalTime;
        var reading = await ReadAsync(file);
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var counts = reading.Log.Counts;
        if (counts.RejectedInAll > 0 || counts.Calls == 0)
        {
            throw new InvalidOperationException($"Of the log {counts.RejectedInAll} records were not read, and {counts.Calls} were.");
        }

        using var process = Process.GetCurrentProcess();
        var rate = long.Parse(plainBytes, CultureInfo.InvariantCulture) / seconds / Mega;
        Console.WriteLine($" {rate, 7:0.0} {counts.Calls / seconds, 8:0} {allocated / counts.Calls, 23} {process.PeakWorkingSet64 / Mega, 8}");
        return 0;
    }

    /// <summary>Writes a log of ours to standard output, to be piped into the audit.</summary>
    public static int WriteStream(string[] args)
    {
        using var output = Console.OpenStandardOutput();
        foreach (var call in LongCalls.Of(Accounts, new Numbers(args).Of("--megabytes", 1000) * Mega))
        {
            output.Write(call);
            output.WriteByte((byte)'\n');
        }

        return 0;
    }

    private static Task<LogReading> ReadAsync(string file) =>
        new LogReader(new EventLimits(), s_arrived).ReadAsync([file], Stream.Null, new Gauge(), CancellationToken.None);

    private static async Task<byte[]> FormatAsync(byte[][] calls, string format, string fields)
    {
        if (format == "native")
        {
            using var lines = new MemoryStream();
            foreach (var call in calls)
            {
                lines.Write([.. call, (byte)'\n']);
            }

            return lines.ToArray();
        }

        return await FormatWriter.WriteAsync([.. calls.Select(c => FormatWriter.Reduced(JsonElement.Parse(c), fields.Split(','), format))], format);
    }

    private static void Pack(string file, string to, string packing)
    {
        using var from = File.OpenRead(file);
        using var bytes = File.Create(to);
        using Stream packed = packing switch
        {
            "gzip" => new GZipStream(bytes, CompressionLevel.Optimal),
            "zstd" => new CompressionStream(bytes),
            _ => new BufferedStream(bytes),
        };
        from.CopyTo(packed);
    }

    private static async Task ReadApartAsync(string file, long plainBytes)
    {
        using var reader = Process.Start(Environment.ProcessPath!, [One, file, plainBytes.ToString(CultureInfo.InvariantCulture)]);
        await reader.WaitForExitAsync();
        if (reader.ExitCode != 0)
        {
            throw new InvalidOperationException($"{One} ended with {reader.ExitCode}.");
        }
    }
}
