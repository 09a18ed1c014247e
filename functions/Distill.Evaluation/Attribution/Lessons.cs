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
    /// <summary>How many accounts share a cluster. The marks of one account's own key are noise to all others.</summary>
    public const int Accounts = 200;

    /// <summary>How many texts a student is taught. Short ones, such as Alpaca's, make about a hundred thousand tokens.</summary>
    public const int Taught = 2000;

    public static EpochId Epoch { get; } = EpochId.Parse("study");

    /// <summary>Number of texts.</summary>
    public int Texts => source.Texts.Count;

    /// <summary>Returns the master key of a seed.</summary>
    public static MasterKey Master(ulong seed) => MasterKey.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes($"study {seed}")));

    public static MarkAssignment Member(string cluster, ulong account) =>
        new(AccountId.Parse($"{cluster}-{account % Accounts}"), MarkCode.Parse(cluster));

    /// <summary>Returns the id of the request that the text at place <paramref name="i"/> answers.</summary>
    public static string Request(int i) => $"lesson-{i}";

    /// <summary>
    /// Returns the text at place <paramref name="i"/> of a seed's order. The order steps by a prime number. So every text comes once before any comes
    /// again, and neighbours, which are alike, are far apart.
    /// </summary>
    public ScannedText Text(ulong seed, int i) => source.Texts[(int)(((seed * 104_729) + ((ulong)i * 15_485_863)) % (ulong)source.Texts.Count)];

    /// <summary>Returns the marked text. If marking fails, the study ends, because an unmarked text would be counted as marked.</summary>
    /// <exception cref="InvalidOperationException">Marking failed: a fault of the dictionary or the rules.</exception>
    public static string Marked(Marker marker, string text, MarkAssignment assignment, string request) =>
        marker.MarkOrKeep(text, assignment, request) is { Failure: null } marked
            ? marked.Text
            : throw new InvalidOperationException($"Marking failed on: {text}");

    /// <summary>Draws which of the taught texts are marked. Returns their places.</summary>
    public static IReadOnlySet<int> Marked(double share, ulong seed)
    {
        var draw = new ChoiceStudent(seed);
        return Enumerable.Range(0, Taught).Where(_ => draw.Chance(share)).ToHashSet();
    }

    /// <summary>Returns a trigram student that was taught these texts, and then <paramref name="later"/> times as many clean texts.</summary>
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
