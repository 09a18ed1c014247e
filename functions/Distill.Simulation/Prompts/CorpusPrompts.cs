using System.IO.Compression;
using System.Text.Json;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Prompts;

/// <summary>
/// Takes bodies from files of real prompts: .jsonl and .jsonl.gz with the prompt under one of the usual names, and .txt with one prompt a line. If an
/// owner's items count up, as those of a data set do, every prompt comes once before any comes again.
/// </summary>
public sealed class CorpusPrompts : IPromptSource
{
    // A prime larger than the number of prompts can be. Multiplying by it permutes the items.
    private const ulong Stride = 2_147_483_647;
    private const int LongestPrompt = 20_000;
    private static readonly string[] s_names =
    [
        "prompt",
        "instruction",
        "question",
        "turns",
        "text",
        "query",
        "content",
        "messages",
        "conversation",
        "input",
    ];

    private readonly string[] _prompts;

    private CorpusPrompts(string[] prompts) => _prompts = prompts;

    public int Count => _prompts.Length;

    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="InvalidDataException">Its files hold no prompt.</exception>
    public static CorpusPrompts Read(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"There is no directory '{directory}'.");
        }

        var prompts = new List<string>();
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (file.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
            {
                prompts.AddRange(File.ReadLines(file).Where(line => !string.IsNullOrWhiteSpace(line)));
            }
            else if (file.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase))
            {
                ReadRows(File.OpenRead(file), prompts);
            }
            else if (file.EndsWith(".jsonl.gz", StringComparison.OrdinalIgnoreCase))
            {
                ReadRows(new GZipStream(File.OpenRead(file), CompressionMode.Decompress), prompts);
            }
        }
        if (prompts.Count == 0)
        {
            throw new InvalidDataException($"No prompt was found in '{directory}': it needs .jsonl, .jsonl.gz or .txt files.");
        }

        return new([.. prompts]);
    }

    public void Write(PromptTask task, Language language, ulong owner, uint item, PromptText into)
    {
        var start = item < Topics.Popular ? 0 : Rng.Mix(owner);
        into.Append(_prompts[(int)((start % (ulong)_prompts.Length + item * Stride % (ulong)_prompts.Length) % (ulong)_prompts.Length)]);
    }

    private static void ReadRows(Stream stream, List<string> prompts)
    {
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0)
            {
                continue;
            }

            try
            {
                using var row = JsonDocument.Parse(line);
                if (Find(row.RootElement) is { } prompt)
                {
                    prompts.Add(prompt.Length > LongestPrompt ? prompt[..LongestPrompt] : prompt);
                }
            }
            catch (JsonException)
            {
                // Skip broken rows. The rest of the corpus is good.
            }
        }
    }

    /// <summary>Returns the prompt in a row: the string itself, the first string of a list, or the value under one of the usual names.</summary>
    private static string? Find(JsonElement row)
    {
        switch (row.ValueKind)
        {
            case JsonValueKind.String:
                return string.IsNullOrWhiteSpace(row.GetString()) ? null : row.GetString();
            case JsonValueKind.Array:
                return row.EnumerateArray().Select(Find).FirstOrDefault(found => found is not null);
            case JsonValueKind.Object:
                foreach (var name in s_names)
                {
                    if (!row.TryGetProperty(name, out var value) || Find(value) is not { } found)
                    {
                        continue;
                    }
                    // Instruction data keeps the input apart from the instruction.
                    return name == "instruction" && row.TryGetProperty("input", out var material) && Find(material) is { } more
                        ? $"{found}\n{more}"
                        : found;
                }
                return null;
            default:
                return null;
        }
    }
}
