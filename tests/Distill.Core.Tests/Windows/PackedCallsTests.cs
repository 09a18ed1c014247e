using CsCheck;
using Distill.Contracts;
using Distill.Contracts.Prompts;
using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Windows;

public sealed class PackedCallsTests
{
    private static readonly Gen<ulong> s_key = Gen.OneOf(Gen.Const(0UL), Gen.Const(7UL), Gen.ULong);
    private static readonly Gen<string> s_name = Gen.Int[0, 3].Select(i => new[] { "", "m-1", "模型", "a reseller" }[i]);

    // Any bytes, because features may come from a sender. Most are zero, because short prompts have few hashes.
    private static readonly Gen<PromptFeatures> s_sent = Gen
        .Byte.Array[PromptFeatures.ByteCount]
        .Select(
            Gen.Int[0, PromptFeatures.ByteCount],
            (bytes, length) =>
            {
                bytes.AsSpan(length).Clear();
                return PromptFeatures.Read(bytes);
            }
        );

    // Features as our extractor writes them: the same lengths at both ends, word pairs of 24 bits, and gaps only at the end.
    private static readonly Gen<PromptFeatures> s_extracted = Gen.Select(
            s_sent,
            Gen.Int[0, PromptFeatures.LengthCount],
            Gen.Int[0, PromptFeatures.PairCount],
            Gen.UInt[1, 0xFF_FFFF]
        )
        .Select(g =>
        {
            var (features, lengths, pairs, hash) = g;
            for (var i = 0; i < PromptFeatures.LengthCount; i++)
            {
                (features.Heads[i], features.Tails[i]) = i < lengths ? (hash * (uint)(i + 1), ~hash - (uint)i) : (0, 0);
            }

            for (var i = 0; i < PromptFeatures.PairCount; i++)
            {
                features.Pairs[i] = i < pairs ? Math.Max(1, (hash + (uint)(i * i)) & 0xFF_FFFF) : 0;
            }

            features.Starts = pairs * lengths;
            for (var i = 0; i < PromptFeatures.PassageCount; i++)
            {
                features.Passages[i] = i < features.Starts ? hash + (uint)i : 0;
            }

            return features;
        });

    private static readonly Gen<PromptFeatures> s_prompt = Gen.OneOf(s_sent, s_extracted);

    private static readonly Gen<Exchanges> s_exchanges = Gen.Select(
        s_key,
        s_key,
        (last, before) => last == 0 ? default : new Exchanges(last, before)
    );

    private static readonly Gen<ApiCall> s_call = Gen.Select(
            Gen.Select(Gen.ULong, Gen.Long[0, 3_599_999_999], s_prompt),
            Gen.Select(s_name, s_name, s_name, Gen.Int, Gen.Int),
            Gen.Select(s_key, s_key, s_key, Gen.UInt, Gen.UShort),
            s_exchanges
        )
        .Select(
            (a, b, c, exchanges) =>
                new ApiCall
                {
                    Account = Some.Account("acct_1"),
                    Id = a.Item1,
                    Micros = (Hour.Of(Some.Time).Number * 3_600_000_000) + a.Item2,
                    Exchanges = exchanges,
                    Prompt = a.Item3,
                    Model = b.Item1,
                    Platform = b.Item2,
                    Reseller = b.Item3,
                    InputTokens = b.Item4,
                    OutputTokens = b.Item5,
                    Network = new NetworkPrefix(c.Item1),
                    Client = c.Item2,
                    Tools = c.Item3,
                    Asn = c.Item4,
                    Country = c.Item5,
                }
        );

    [Fact]
    public void AnyCalls_AreReadBackInOrderOfTime() =>
        s_call
            .Array[0, 40]
            .Sample(calls =>
            {
                var window = Fold(calls);
                var read = PackAndRead(window);
                return Written(window).SequenceEqual(Written(Fold(read))) && read.Zip(read.Skip(1)).All(p => p.First.Micros <= p.Second.Micros);
            });

    [Fact]
    public void Totals_AreThoseOfTheCalls() =>
        s_call
            .Array[0, 40]
            .Sample(calls =>
            {
                var names = new NameTable();
                var buffer = new CallBuffer();
                var window = Fold(calls);
                var totals = new CallTotals(names);
                for (var twice = 0; twice < 2; twice++)
                {
                    totals.Add(PackedCalls.Write(window, names, buffer), window.Calls.Length);
                }

                ApiCall[] kept = [.. window.Calls.ToArray(), .. window.Calls.ToArray()];
                return totals.InputTokens == kept.Sum(c => (long)c.InputTokens)
                    && totals.OutputTokens == kept.Sum(c => (long)c.OutputTokens)
                    && Same(totals.Models, kept.Select(c => c.Model))
                    && Same(totals.Platforms, kept.Select(c => c.Platform))
                    && Same(totals.Resellers, kept.Select(c => c.Reseller))
                    && totals.Intents.SequenceEqual(IntentsOf(kept));

                static bool Same(IReadOnlyDictionary<string, long> counted, IEnumerable<string> names) =>
                    names.Where(n => n.Length > 0).CountBy(n => n).ToDictionary(n => n.Key, n => (long)n.Value) is var expected
                    && expected.Count == counted.Count
                    && expected.All(n => counted[n.Key] == n.Value);
            });

    // Each call, whole.
    private static IntentUse[] IntentsOf(ApiCall[] calls)
    {
        return
        [
            .. Enumerable
                .Range(0, 7)
                .Select(bit => (PromptIntent)(1 << bit))
                .Select(intent => Use(intent, c => (Asked(c) & intent) != 0))
                .Append(Use(PromptIntent.None, c => Asked(c) == PromptIntent.None && c.Prompt.IsKnown))
                .Append(Use(null, c => Asked(c) == PromptIntent.None && !c.Prompt.IsKnown))
                .Where(use => use.Calls > 0),
        ];

        IntentUse Use(PromptIntent? intent, Func<ApiCall, bool> asks) =>
            new(intent, calls.Count(asks), calls.Where(asks).Sum(c => (long)c.OutputTokens));

        static PromptIntent Asked(ApiCall call) =>
            (PromptIntent)127 & ((call.Prompt.IsKnown ? call.Prompt.Intent : 0) | (call.Tools != 0 ? PromptIntent.ToolOrchestration : 0));
    }

    [Fact]
    public void NamesThatAreMissing_AreReadAsEmpty()
    {
        var call = Assert.Single(
            PackAndRead(
                Some.Window(
                    new ApiCall
                    {
                        Id = 1,
                        Account = Some.Account("a"),
                        Micros = 0,
                        Model = "m",
                    }
                )
            )
        );

        Assert.Equal(("m", "", ""), (call.Model, call.Platform, call.Reseller));
        Assert.False(call.Prompt.IsKnown);
    }

    [Fact]
    public void CallsOfOneContext_TakeSomeThirtyBytesAndTheirHashes()
    {
        const string prompt =
            "You are a careful tutor. Explain the following to a child who has never heard of it, and then say what is hard about it, please";
        var one = Pack(Some.Window(Some.Call(id: "0", prompt: prompt)));
        var ten = Pack(Some.Window([.. Enumerable.Range(0, 10).Select(i => Some.Call(id: $"{i}", time: Some.Time.AddMinutes(i), prompt: prompt))]));

        var features = Some.Call(prompt: prompt).Prompt;
        var hashes = (4 * (Count(features.Heads) + Count(features.Tails) + Count(features.Passages))) + (3 * Count(features.Pairs));
        Assert.InRange((ten.Length - one.Length) / 9, hashes + 20, hashes + 32);
    }

    private static CallWindow Fold(ApiCall[] calls)
    {
        var window = new CallWindow(Some.Account("acct_1"), Hour.Of(Some.Time));
        foreach (var call in calls)
        {
            window.Add(call);
        }

        return window;
    }

    private static int Count(ReadOnlySpan<uint> hashes) => hashes.Length - hashes.Count(0u);

    private static byte[] Pack(CallWindow window)
    {
        return PackedCalls.Write(window, new NameTable(), new CallBuffer()).ToArray();
    }

    private static ApiCall[] PackAndRead(CallWindow window)
    {
        var names = new NameTable();
        var buffer = new CallBuffer();
        var bytes = PackedCalls.Write(window, names, buffer).ToArray();
        var calls = new ApiCall[window.Calls.Length];
        PackedCalls.Read(bytes, (window.Account, window.Hour), names, buffer.Contexts, calls);

        // Reading only the prompts gives the same values.
        var prompts = new PackedCalls.Prompts(bytes, window.Hour, calls.Length);
        foreach (ref readonly var call in calls.AsSpan())
        {
            Assert.True(prompts.MoveNext());
            Assert.Equal((call.Id, call.Micros, 0), (prompts.Id, prompts.Micros, call.Prompt.CompareTo(prompts.Prompt)));
        }

        Assert.False(prompts.MoveNext());
        return calls;
    }

    private static byte[] Written(CallWindow window) => CallWindowCodec.Encode(window);
}
