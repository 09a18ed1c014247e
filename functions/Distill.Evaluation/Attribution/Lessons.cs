using System.Security.Cryptography;
using System.Text;
using Distill.Contracts;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Simulation.Students;

namespace Distill.Evaluation.Attribution;

/// <summary>What a student is taught: a writer's texts, some of them marked for one cluster.</summary>
internal sealed class Lessons(TextSource source)
{
    /// <summary>The accounts of a cluster: their own keys' marks are noise to all but themselves.</summary>
    public const int Accounts = 200;

    /// <summary>Texts: of short ones, as of Alpaca's, some hundred thousand tokens.</summary>
    public const int Taught = 2000;

    public static EpochId Epoch { get; } = EpochId.Parse("study");

    /// <summary>Texts there are.</summary>
    public int Texts => source.Texts.Count;

    /// <summary>A master key a seed.</summary>
    public static MasterKey Master(ulong seed) => MasterKey.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes($"study {seed}")));

    public static MarkAssignment Member(string cluster, ulong account) =>
        new(AccountId.Parse($"{cluster}-{account % Accounts}"), MarkCode.Parse(cluster));

    /// <summary>The request that the text at place <paramref name="i"/> answers.</summary>
    public static string Request(int i) => $"lesson-{i}";

    /// <summary>
    /// The text at place <paramref name="i"/> of a seed's order. A prime step takes every text once before any comes again, and keeps texts that
    /// stand side by side, and are alike, apart.
    /// </summary>
    public ScannedText Text(ulong seed, int i) => source.Texts[(int)(((seed * 104_729) + ((ulong)i * 15_485_863)) % (ulong)source.Texts.Count)];

    /// <summary>The text as it leaves. A text that left unmarked would count as marked here, so that a failure ends the study.</summary>
    /// <exception cref="InvalidOperationException">Marking failed: a fault of the dictionary or the rules.</exception>
    public static string Marked(Marker marker, string text, MarkAssignment assignment, string request) =>
        marker.MarkOrKeep(text, assignment, request) is { Failure: null } marked
            ? marked.Text
            : throw new InvalidOperationException($"Marking failed on: {text}");

    /// <summary>The places that are marked, of those taught.</summary>
    public static IReadOnlySet<int> Marked(double share, ulong seed)
    {
        var draw = new ChoiceStudent(seed);
        return Enumerable.Range(0, Taught).Where(_ => draw.Chance(share)).ToHashSet();
    }

    /// <summary>A trigram student that was taught them, and <paramref name="later"/> times as many clean ones after.</summary>
    public TrigramStudent Teach(double share, int later, double rate, ulong seed)
    {
        var (student, marked) = (new TrigramStudent(), Marked(share, seed));
        var marker = new Marker(Master(seed), Epoch, new MarkOptions { Rate = rate });
        for (var i = 0; i < Taught * (1 + later); i++)
        {
            var text = Text(seed, i).Text;
            student.Learn(marked.Contains(i) ? Marked(marker, text, Member("cluster-1", (ulong)i), Request(i)) : text);
        }

        return student;
    }
}
