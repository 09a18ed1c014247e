using System.IO.Compression;
using System.Text;
using Distill.Contracts;
using Distill.Functions.Batches;
using Distill.Functions.Otlp;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Api;

namespace Distill.Functions.Tests.Otlp;

/// <summary>Sends requests to an instance, joins what waits, and reads the calls that are stored.</summary>
internal static class OtlpSender
{
    public static readonly (string Name, string Value) Json = ("Content-Type", "application/json");
    public static readonly (string Name, string Value) Protobuf = ("Content-Type", "application/x-protobuf");
    public static readonly (string Name, string Value) Gzip = ("Content-Encoding", "gzip");

    public static Task<Answer> SendAsync(Instance instance, (string Path, string Body) request) =>
        SendAsync(instance, request.Path, Encoding.UTF8.GetBytes(request.Body), Json);

    public static Task<Answer> SendAsync(Instance instance, string path, byte[] body, params (string Name, string Value)[] headers) =>
        ApiCall.SendAsync(instance, "POST", path, body, headers);

    public static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>Lets the parts wait long enough, and joins them.</summary>
    public static Task JoinAsync(Instance instance)
    {
        instance.Time.Advance(TimeSpan.FromMinutes(1));
        return instance.Get<SpanJoin>().RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The calls of an hour, in order of their times.</summary>
    public static async Task<Core.Events.ApiCall[]> CallsAsync(Instance instance, DateTimeOffset time)
    {
        var rows = await instance.Get<WindowTable>().ReadAsync(Hour.Of(time), HubPartition.Http, TestContext.Current.CancellationToken);
        return [.. rows.Values.SelectMany(r => r.Window.Calls.ToArray()).OrderBy(c => c.Micros)];
    }
}
