using Distill.Core.Events;
using Distill.Functions.Ingest;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;
using Distill.Logs.Exports;

namespace Distill.Functions.Otlp;

/// <summary>
/// Makes calls of the parts that waited long enough for each other. The span decides, or else the event with the details; what it lacks is taken from
/// the others. So the order in which parts came does not matter. Every step may be repeated.
/// </summary>
public sealed class SpanJoin(SpanPartTable table, BatchWriter writer, IngestOptions options, TimeProvider time, ILogger<SpanJoin> log)
{
    // How long a note of a joined call is kept. A collector sends again for five minutes, unless told otherwise.
    private static readonly TimeSpan s_remember = TimeSpan.FromMinutes(10);

    // Calls that are stored in one go.
    private const int MostCalls = 2000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var read = await table.ReadAsync(cancellationToken);
        var late = read.Keys.Where(read.Joined.ContainsKey).ToArray();
        await table.DeleteAsync(late, read, cancellationToken);
        var due = read.Keys.Except(late).Where(key => read.PartsOf(key).Min(p => p.Arrived) + options.SpanWait <= now).Order().ToArray();
        var calls = 0;
        foreach (var keys in due.Chunk(MostCalls))
        {
            ApiCall[] joined = [.. keys.Select(key => Join(read.PartsOf(key))).OfType<ApiCall>()];
            calls += joined.Length;
            if (joined.Length > 0)
            {
                await writer.SaveAsync(CallBatch.Of(joined, now), cancellationToken);
            }

            await table.JoinedAsync(keys, read, now, cancellationToken);
        }

        await table.ForgetAsync(read.Joined.Where(j => j.Value + s_remember <= now).Select(j => j.Key), cancellationToken);
        if (due.Length + late.Length > 0)
        {
            log.SpansJoined(calls, due.Length - calls, late.Length);
        }
    }

    // Null for messages alone: nobody knows whose they are.
    private static ApiCall? Join(IEnumerable<SpanPart> parts)
    {
        SpanPart[] ordered = [.. parts.OrderBy(p => p.Role).ThenBy(p => p.Call.Micros).ThenBy(p => p.Call.Id)];
        if (ordered[0].Role == OtlpRole.Messages)
        {
            return null;
        }

        var call = ordered[0].Call;
        foreach (var other in ordered[1..].Where(p => p.Role != OtlpRole.Messages).Select(p => p.Call))
        {
            call = Filled(call, other);
        }

        // Of messages the newest counts.
        return
            ordered.Where(p => p.Role == OtlpRole.Messages).Select(p => p.Call.Prompt).LastOrDefault(p => p.IsKnown) is { IsKnown: true } prompt
            && !call.Prompt.IsKnown
            ? call with
            {
                Prompt = prompt,
            }
            : call;
    }

    private static ApiCall Filled(in ApiCall call, in ApiCall other) =>
        call with
        {
            Platform = call.Platform.Length > 0 ? call.Platform : other.Platform,
            InputTokens = call.InputTokens > 0 ? call.InputTokens : other.InputTokens,
            OutputTokens = call.OutputTokens > 0 ? call.OutputTokens : other.OutputTokens,
            Network = call.Network.Bits != 0 ? call.Network : other.Network,
            Client = call.Client != 0 ? call.Client : other.Client,
            Tools = call.Tools != 0 ? call.Tools : other.Tools,
            Prompt = call.Prompt.IsKnown ? call.Prompt : other.Prompt,
        };
}
