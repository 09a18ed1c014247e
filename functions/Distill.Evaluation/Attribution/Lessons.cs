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
    /// <summary>The accounts of a cluster. The marks of an account's own key are noise to all others.</summary>
    public const int Accounts = 200;

    /// <summary>Texts that a student is taught: about a hundred thousand tokens if they are short, as Alpaca's are.</summary>
    public const int Taught = 2000;

    public static EpochId Epoch { get; } = EpochId.Parse("study");

    /// <summary>Number of texts.</summary>
    public int Texts => source.Texts.Count;

    /// <summary>A master key for each seed.</summary>
    public static MasterKey Master(ulong seed) => MasterKey.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes($"study {seed}")));

    public static MarkAssignment Member(string cluster, ulong account) =>
        new(AccountId.Parse($"{cluster}-{account % Accounts}"), MarkCode.Parse(cluster));

    /// <summary>The request that the text at place <paramref name="i"/> answers.</summary>
    public static string Request(int i) => $"lesson-{i}";

    /// <summary>
    /// The text at place <paramref name="i"/> of a seed's order. A prime step takes every text once before any comes again, and separates neighbours,
    /// which are alike.
    /// </summary>
    public ScannedText Text(ulong seed, int i) => source.Texts[(int)(((seed * 104_729) + ((ulong)i * 15_485_863)) % (ulong)source.Texts.Count)];

    /// <summary>The marked text. A text that stayed unmarked would count as marked, so a failure ends the study.</summary>
    /// <exception cref="InvalidOperationException">Marking failed: a fault of the dictionary or the rules.</exception>
    public static string Marked(Marker marker, string text, MarkAssignment assignment, string request) =>
        marker.MarkOrKeep(text, assignment, request) is { Failure: null } marked
            ? marked.Text
            : throw new InvalidOperationException($"Marking failed on: {text}");

    /// <summary>The places of the marked texts, among those taught.</summary>
    public static IReadOnlySet<int> Marked(double share, ulong seed)
    {
        var draw = new ChoiceStudent(seed);
        return Enumerable.Range(0, Taught).Where(_ => draw.Chance(share)).ToHashSet();
    }

    /// <summary>A trigram student that was taught these texts, and then <paramref name="later"/> times as many clean ones.</summary>
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
