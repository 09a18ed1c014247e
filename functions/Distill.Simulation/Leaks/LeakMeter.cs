using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Distill.Simulation.Leaks;

/// <summary>
/// Reads labelled traffic, from a simulation or a log file. It finds the single field values, and the statistics with one threshold, that give the
/// campaign away. A leak that no habit of the operator explains is a fault of the simulator, and a detector must not learn it.
/// </summary>
public sealed class LeakMeter
{
    private const int FewestSharers = 3;

    private readonly Dictionary<string, AccountTrace> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<(Field, ulong), string> _names = [];
    private readonly long _epoch = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>Measures a whole simulation. Returns what <see cref="Report"/> returns.</summary>
    public static IReadOnlyList<Leak> Measure(SimulationRun run)
    {
        var meter = new LeakMeter();
        foreach (var wire in run.Events())
        {
            meter.Add(wire.Json.Span);
        }

        return meter.Report(run.Truth.FirstCall.Keys);
    }

    /// <summary>Adds one event: a UTF-8 JSON object.</summary>
    public void Add(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var wire = WireFields.Read(ref reader);
        if (wire.Account is null)
        {
            return;
        }

        ref var trace = ref CollectionsMarshal.GetValueRefOrAddDefault(_accounts, wire.Account, out _);
        trace ??= new();
        switch (wire.Type)
        {
            case "call":
                Call(trace, wire);
                break;
            case "account":
                trace.Created = Seconds(wire.Created);
                Name(trace, Field.EmailDomain, wire.EmailDomain ?? "(none)");
                Name(trace, Field.Kyc, wire.Kyc ?? "(none)");
                Name(trace, Field.Payment, wire.Payment ?? "(none)");
                Name(trace, Field.Device, wire.Device ?? "(none)");
                Name(trace, Field.AccountCountry, wire.Country ?? "(none)");
                break;
            case "ban":
                trace.Banned = true;
                Name(trace, Field.BanReason, "banned");
                break;
        }
    }

    /// <summary>Returns the best rule of every field and every statistic, the worst leak first.</summary>
    /// <param name="campaign">The campaign's accounts.</param>
    public IReadOnlyList<Leak> Report(IEnumerable<string> campaign)
    {
        var hydra = campaign.ToHashSet(StringComparer.Ordinal);
        var active = _accounts.Where(account => account.Value.Times.Count > 0).OrderBy(account => account.Key, StringComparer.Ordinal).ToList();
        var labels = active.Select(account => hydra.Contains(account.Key)).ToArray();
        var traces = active.Select(account => account.Value).ToArray();
        var leaks = new List<Leak>();
        leaks.AddRange(Values(traces, labels));
        foreach (var (name, values) in AccountStatistics.All(traces))
        {
            if (Threshold.Best(values, labels) is { } best)
            {
                leaks.Add(best with { Feature = name });
            }
        }
        return [.. leaks.OrderByDescending(leak => leak.F1).ThenBy(leak => leak.Feature, StringComparer.Ordinal)];
    }

    private void Call(AccountTrace trace, in WireFields wire)
    {
        var time = wire.Time.Ticks / 10 - _epoch / 10;
        trace.Times.Add(time);
        trace.InputTokens.Add(wire.InputTokens);
        trace.OutputTokens.Add(wire.OutputTokens);
        Name(trace, Field.Model, wire.Model ?? "(none)");
        Name(trace, Field.Platform, wire.Platform ?? "(none)");
        Name(trace, Field.Reseller, wire.Reseller ?? "(none)");
        Name(trace, Field.UserAgent, wire.UserAgent ?? "(none)");
        Name(trace, Field.Tls, wire.Tls ?? "(none)");
        Name(trace, Field.Country, wire.Country ?? "(none)");
        Name(trace, Field.Asn, wire.Asn.ToString(CultureInfo.InvariantCulture));
        Name(trace, Field.Tools, wire.Tools ?? "(none)");
        Name(trace, Field.Hour, wire.Time.Hour.ToString(CultureInfo.InvariantCulture));
        Name(trace, Field.Minute, wire.Time.Minute.ToString(CultureInfo.InvariantCulture));
        if (wire.Tools is not null)
        {
            trace.CallsWithTools++;
        }

        if (wire.Session is not null)
        {
            trace.Count(Field.Session, ValueHash.Of(wire.Session));
        }

        if (wire.Ip is not null)
        {
            Name(trace, Field.Ip, wire.Ip);
            Name(trace, Field.Subnet, WireFields.Subnet(wire.Ip));
        }
        if (wire.Prompt is { } prompt)
        {
            Prompt(trace, prompt);
        }
    }

    private void Prompt(AccountTrace trace, string prompt)
    {
        trace.Prompts.Add(ValueHash.Of(prompt));
        trace.PromptLengths.Add(prompt.Length);
        if (prompt.AsSpan().IndexOfAnyInRange('\u3040', '\u9fff') >= 0)
        {
            trace.WideCharacters++;
        }

        Name(trace, Field.FirstThreeWords, WireFields.Words(prompt, 3));
        Name(trace, Field.FirstSixWords, WireFields.Words(prompt, 6));
        Name(trace, Field.OpeningSentence, WireFields.Opening(prompt));
        Name(trace, Field.LastThreeWords, WireFields.Words(prompt, -3));
        Name(trace, Field.LastSixWords, WireFields.Words(prompt, -6));
    }

    /// <summary>Returns the best rule of each field: one of its values, used at least once or used mostly.</summary>
    private IEnumerable<Leak> Values(AccountTrace[] traces, bool[] labels)
    {
        var positives = labels.Count(label => label);
        if (positives == 0)
        {
            yield break;
        }

        var used = new Dictionary<(Field, ulong), (int Hydra, int All, int MostlyHydra, int MostlyAll)>();
        // Read the campaign's accounts first. Then values that no campaign account has need no memory.
        foreach (var pass in new[] { true, false })
        {
            for (var i = 0; i < traces.Length; i++)
            {
                if (labels[i] != pass)
                {
                    continue;
                }

                foreach (var (key, count) in traces[i].Values)
                {
                    if (key.Field == Field.Session || (!pass && !used.ContainsKey(key)))
                    {
                        continue;
                    }

                    ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(used, key, out _);
                    var mostly = key.Field >= Field.EmailDomain || count * 2 >= traces[i].Times.Count;
                    sum = (sum.Hydra + (pass ? 1 : 0), sum.All + 1, sum.MostlyHydra + (pass && mostly ? 1 : 0), sum.MostlyAll + (mostly ? 1 : 0));
                }
            }
        }
        var best = new Dictionary<Field, Leak>();
        foreach (var (key, sum) in used)
        {
            if (sum.Hydra < FewestSharers)
            {
                continue;
            }

            Offer(key, "is {0} at least once", sum.Hydra, sum.All);
            Offer(key, "is mostly {0}", sum.MostlyHydra, sum.MostlyAll);
        }
        foreach (var leak in best.Values)
        {
            yield return leak;
        }

        void Offer((Field Field, ulong) key, string rule, int hydra, int all)
        {
            if (all == 0)
            {
                return;
            }

            var leak = new Leak(
                key.Field.ToString(),
                string.Format(CultureInfo.InvariantCulture, rule, _names[key]),
                2.0 * hydra / (all + positives),
                (double)hydra / all,
                (double)hydra / positives
            );
            if (!best.TryGetValue(key.Field, out var known) || leak.F1 > known.F1)
            {
                best[key.Field] = leak;
            }
        }
    }

    private void Name(AccountTrace trace, Field field, string value)
    {
        var hash = ValueHash.Of(value);
        trace.Count(field, hash);
        _names.TryAdd((field, hash), value);
    }

    private double Seconds(DateTimeOffset time) => (time.UtcTicks - _epoch) / 1e7;
}
