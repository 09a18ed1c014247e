using System.Text;
using System.Text.Json;
using Distill.Contracts.Prompts;
using Distill.Contracts.Sealing;
using Distill.Core.Events;
using Distill.Core.Windows;
using Distill.Simulation;
using Distill.Simulation.Traffic;

namespace Distill.Evaluation.Recovery;

/// <summary>Measures from what a thief can recover prompts: from each place where something of them is kept, with the key and without.</summary>
/// <param name="prompts">How many different prompts to try.</param>
/// <param name="seed">The seed of the simulation that the prompts come from.</param>
/// <param name="words">Most words of the thief's dictionary, besides those of the prompt itself: the commonest ones.</param>
/// <param name="secret">The deployment's key.</param>
public sealed class RecoveryStudy(int prompts, ulong seed, int words, ReadOnlyMemory<byte> secret)
{
    // Room for more different prompts than are asked for: each account makes some 25 calls a day.
    private const int PromptsAnAccount = 8;

    // Fewest accounts of the simulation, so that all kinds of innocent accounts are there.
    private const int LeastAccounts = 250;

    /// <summary>Simulates and tries. One figure for each place, in the order of the table in the privacy page.</summary>
    public IReadOnlyList<RecoveryFigure> Run()
    {
        var samples = Samples();
        ulong[] common =
        [
            .. samples
                .SelectMany(s => s.Sought)
                .CountBy(word => word)
                .OrderByDescending(w => w.Value)
                .ThenBy(w => w.Key)
                .Take(words)
                .Select(w => w.Key),
        ];
        var ring = KeyRing.Of(secret.Span);
        var (seal, client) = (new WindowSeal(ring.ForStore()), ring.ForClients().At(DateTimeOffset.UnixEpoch));
        return
        [
            Try("window before this version", "none needed", s => CallWindowCodec.Encode(s.Window)),
            Try("event of a client without a key", "none needed", s => Wire(s.Call, null)),
            Try("window in the store", "no", s => seal.Seal(s.Window)),
            Try("event of a client with a key", "no", s => Wire(s.Call, client)),
            Try("dead letter", "no", s => PromptRedactor.Redact(s.Json, client)!),
            Try("window in the store", "yes", s => CallWindowCodec.Encode(seal.Open(s.Window.Account, s.Window.Hour, seal.Seal(s.Window)))),
        ];

        RecoveryFigure Try(string place, string key, Func<Sample, byte[]> kept)
        {
            var (recovered, wrong) = (0, 0);
            Parallel.ForEach(
                samples,
                sample =>
                {
                    var thief = new PromptGuess([.. common.Union(sample.Sought).Order()]);
                    if (thief.Recover(sample.Known, kept(sample)) is { } found)
                    {
                        var isRight = found.AsSpan().SequenceEqual(sample.Sought);
                        Interlocked.Increment(ref isRight ? ref recovered : ref wrong);
                    }
                }
            );
            return new RecoveryFigure(place, key, samples.Count, recovered, wrong);
        }
    }

    private List<Sample> Samples()
    {
        var accounts = Math.Max(LeastAccounts, prompts / PromptsAnAccount);
        var parser = new EventParser(new EventLimits());
        var samples = new List<Sample>();
        var seen = new HashSet<ulong>();
        foreach (var wire in new SimulationRun(Ladder.Rung("thin", new LadderSize(accounts, accounts / 10, 1) { Seed = seed })).Events())
        {
            if (samples.Count == prompts)
            {
                break;
            }

            if (wire.Kind != WireEventKind.Call)
            {
                continue;
            }

            using var json = JsonDocument.Parse(wire.Json);
            var text = json.RootElement.TryGetProperty("prompt", out var prompt) ? prompt.GetString() : null;
            var tokens = Tokens(text);
            var call = parser.Parse(wire.Json.Span, wire.Time).Call;

            // The longest of the guessed lengths is hashed only where two more words follow. Some events need more than their prompt to be read.
            if (call.Prompt.Heads[3] != 0 && call.Prompt.Tokens == tokens.Length && seen.Add(call.Prompt.Whole))
            {
                var window = new CallWindow(call.Account, call.Hour);
                window.Add(call);
                samples.Add(
                    new Sample(tokens[..PromptGuess.Known], tokens[PromptGuess.Known..][..PromptGuess.Sought], call, window, wire.Json.ToArray())
                );
            }
        }

        return samples.Count == prompts
            ? samples
            : throw new InvalidOperationException($"The simulation has only {samples.Count} different prompts.");
    }

    private static ulong[] Tokens(string? text)
    {
        var tokens = new PromptTokens(Encoding.UTF8.GetBytes(text ?? ""));
        var found = new List<ulong>();
        while (tokens.TryNext(out var token))
        {
            found.Add(token);
        }

        return [.. found];
    }

    private static byte[] Wire(in ApiCall call, EpochKey? key)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            FeaturesJson.Write(writer, call.Prompt, key, call.Id);
        }

        // The thief decodes the Base64.
        return JsonDocument.Parse(stream.ToArray()).RootElement.GetProperty("data").GetBytesFromBase64();
    }

    private sealed record Sample(ulong[] Known, ulong[] Sought, ApiCall Call, CallWindow Window, byte[] Json);
}

/// <summary>What a thief recovers from one place.</summary>
/// <param name="Place">Where something of the prompts is kept.</param>
/// <param name="Key">Whether the thief has the key.</param>
/// <param name="Prompts">How many prompts were tried.</param>
/// <param name="Recovered">How many had words 7 to 12 recovered.</param>
/// <param name="Wrong">For how many the thief found other words that fit.</param>
public sealed record RecoveryFigure(string Place, string Key, int Prompts, int Recovered, int Wrong);
