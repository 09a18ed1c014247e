using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Distill.Simulation;
using Distill.Simulation.Traffic;

namespace Distill.Benchmarks.Reading;

/// <summary>
/// Simulated calls whose prompts are as long as real ones. A week of the simulation comes again and again, with new ids and later times.
/// </summary>
internal static class LongCalls
{
    /// <summary>Length of a prompt in bytes. The simulator's own are shorter, so several of its prompts make one.</summary>
    public const int PromptBytes = 600;

    private const int Days = 7;

    /// <summary>The calls as JSON of ours, until they have so many bytes. The accounts stay the same.</summary>
    /// <param name="accounts">The number of innocent accounts.</param>
    /// <param name="bytes">Bytes of the calls, the ends of lines aside.</param>
    public static IEnumerable<byte[]> Of(int accounts, long bytes)
    {
        for (var week = 0; bytes > 0; week++)
        {
            var prompt = new StringBuilder();
            var simulation = new SimulationRun(Ladder.Rung("thin", new LadderSize(accounts, accounts / 12, Days)));
            foreach (var wire in simulation.Events().Where(e => e.Kind == WireEventKind.Call).TakeWhile(_ => bytes > 0))
            {
                var call = JsonNode.Parse(wire.Json.Span)!.AsObject();
                prompt.Append(call["prompt"]).Append(' ');
                if (prompt.Length >= PromptBytes)
                {
                    call["prompt"] = prompt.ToString(0, PromptBytes);
                    call["id"] = $"{call["id"]}-{week}";
                    call["time"] = wire.Time.AddDays(Days * week).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
                    prompt.Clear();
                    var json = JsonSerializer.SerializeToUtf8Bytes(call);
                    bytes -= json.Length;
                    yield return json;
                }
            }
        }
    }
}
