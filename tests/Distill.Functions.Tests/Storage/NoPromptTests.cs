using System.Text;
using System.Text.Json;
using Distill.Contracts.Prompts;
using Distill.Functions.Batches;

namespace Distill.Functions.Tests.Storage;

/// <summary>Whoever holds all tables and all logs, but no key, has neither a word of a prompt nor a hash of any.</summary>
public sealed class NoPromptTests(AzuriteFixture azurite)
{
    private const string Prompt =
        "Zanzibar: please write a letter to my quixotic manager because I was diagnosed with kuru. Say it gently!\n"
        + "Then ask whether xylophones may be played at my desk: I want to know. Mention the zebra, and thank them for all they did.";

    private static readonly string[] s_words = ["zanzibar", "quixotic", "diagnosed", "kuru", "xylophone", "zebra"];

    private static readonly PromptFeatures s_features = PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(Prompt));

    [Fact]
    public async Task TablesAndLogs_HoldNeitherWordsNorHashes()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);

        await instance.IngestAsync("0", Events());
        await instance.CorrelateAsync();

        var rows = await Stored.RowsAsync(store);
        Assert.Contains(rows, r => r.Table == "verdicts");
        Assert.Equal(9, rows.Count(r => r.Table == "deadletters"));
        Assert.DoesNotContain(rows, r => r.Table == "unparsed");
        Assert.All(rows, r => AssertNothing(r.Table, r.Row));
        Assert.All(instance.Logs.Texts, line => AssertNoWords("a log line", line));
    }

    /// <summary>The text that nobody can parse is the exception. It has a table of its own, and goes nowhere else.</summary>
    [Fact]
    public async Task TextThatIsNotJson_IsNowhereElse()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);

        await instance.IngestAsync("0", [Some.Event(0, $"{{\"type\":\"call\",\"prompt\":\"{Prompt}")]);

        var rows = await Stored.RowsAsync(store);
        Assert.Single(rows, r => r.Table == "unparsed");
        Assert.All(rows.Where(r => r.Table != "unparsed"), r => AssertNothing(r.Table, r.Row));
        Assert.All(instance.Logs.Texts, line => AssertNoWords("a log line", line));
    }

    private static HubEvent[] Events()
    {
        var text = JsonSerializer.Serialize(Prompt);
        var calls = Enumerable.Range(0, 30).Select(i => Some.Call($"acct_{i % 3}", $"{i}", minute: i, prompt: i % 2 == 0 ? Prompt : $"{Prompt} {i}"));
        string[] others =
        [
            // Accepted: an older client, a conversation, a prompt that is only half text.
            Call($"\"promptFeatures\":{Unsealed()}"),
            Call(
                $$"""
                "turns":[{"role":"user","content":{{text}}}],"system":{{text}}
                """
            ),
            Call($"\"prompt\":{text},\"tools\":[{text}],\"userAgent\":\"x\",\"note\":{text}"),
            // Rejected, each in another way.
            $$"""{"type":"call","id":"1","prompt":{{text}}}""",
            $$"""{"type":"call","id":"1","promptFeatures":{{Unsealed()}}}""",
            $$"""{"type":"gossip","prompt":[{"type":"text","text":{{text}},"data":"zebra"}]}""",
            $$"""{"type":"call","data":"zebra quixotic","v":"kuru","system":{{text}},"turns":[{{text}}]}""",
            $$"""{"type":"call","time":{{text}},"account":{{text}},"id":{{text}},"model":{{text}},"userAgent":{{text}},"reason":{{text}} }""",
            $$"""{"i was diagnosed":1,"zebra kuru":{{text}} }""",
            $$"""[{"type":"call","prompt":{{text}}},{{text}}]""",
            text,
            $$"""{"prompt":{"content":{"zebra":{{text}} } },"tools":[{"name":"kuru","description":{{text}} }]}""",
        ];
        return [.. Some.Events(calls), .. others.Select((json, i) => Some.Event(100 + i, json))];
    }

    private static string Call(string fields) =>
        $$"""{"type":"call","id":"{{fields.Length}}","time":"2026-04-22T03:10:00Z","account":"acct_1","model":"m",{{fields}}}""";

    private static string Unsealed()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            FeaturesJson.Write(writer, s_features, key: null, context: 0);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void AssertNothing(string table, Azure.Data.Tables.TableEntity row)
    {
        foreach (var (name, value) in row)
        {
            if (value is string text)
            {
                AssertNoWords($"{table} {name}", text);
                AssertNoHashes($"{table} {name}", Encoding.UTF8.GetBytes(text));
                foreach (var word in text.Split('"'))
                {
                    var decoded = new byte[word.Length];
                    if (Convert.TryFromBase64String(word, decoded, out var length))
                    {
                        AssertNoHashes($"{table} {name}", decoded.AsSpan(0, length));
                    }
                }
            }
            else if (value is byte[] bytes)
            {
                AssertNoWords($"{table} {name}", Encoding.Latin1.GetString(bytes));
                AssertNoWords($"{table} {name}", Encoding.Unicode.GetString(bytes));
                AssertNoHashes($"{table} {name}", bytes);
            }
        }
    }

    private static void AssertNoWords(string where, string text) =>
        Assert.All(s_words, word => Assert.False(text.Contains(word, StringComparison.OrdinalIgnoreCase), $"{where} holds '{word}': {text}"));

    private static void AssertNoHashes(string where, ReadOnlySpan<byte> bytes)
    {
        HashSet<uint> hashes =
        [
            .. (ReadOnlySpan<uint>)s_features.Heads,
            .. (ReadOnlySpan<uint>)s_features.Tails,
            .. (ReadOnlySpan<uint>)s_features.Passages,
            (uint)s_features.Whole,
            (uint)(s_features.Whole >> 32),
        ];
        for (var at = 0; at + sizeof(uint) <= bytes.Length; at++)
        {
            var found = BitConverter.ToUInt32(bytes[at..]);
            Assert.False(found != 0 && hashes.Contains(found), $"{where} holds a hash of the prompt at {at}.");
        }
    }
}
