using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Contracts;

namespace Distill.Evaluation.Dialects;

/// <summary>One way in which other people's logs write an event. Whatever it draws depends on the account or the event, never on the order.</summary>
/// <param name="Name">The name on the command line: lower case and underscores.</param>
/// <param name="Meaning">What it does to an event, for the report.</param>
/// <param name="Rewrite">Rewrites one event.</param>
public sealed record Dialect(string Name, string Meaning, Action<EditableEvent> Rewrite)
{
    // Longer lists of fields are not spelt out in a name.
    private const int MostNamed = 3;

    // The same for all dialects: those of one share cover the same accounts, so they can be compared.
    private const ulong ShareSeed = 0xC11E;

    // Unlike the default encoder, this one leaves all text outside ASCII as it is, as the simulator does.
    private static readonly JavaScriptEncoder s_encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>
    /// The fields whose values can't be known any more. A log in this dialect is compared with the same log without these fields. If there are none,
    /// it is compared with the plain log.
    /// </summary>
    public IReadOnlyList<string> Loses { get; init; } = [];

    /// <summary>The share of the innocent accounts that write so when everybody does; 1 is all.</summary>
    public double Share { get; init; } = 1;

    /// <summary>What a log in this dialect is compared with: the same events without the lost fields. Null for the plain log.</summary>
    public Dialect? Reference =>
        Loses.Count == 0
            ? null
            : new Dialect(
                $"without {(Loses.Count <= MostNamed ? string.Join(", ", Loses) : $"{Loses.Count} fields")}{(Share < 1 ? $" ({Share})" : "")}",
                "The fields are left out.",
                e =>
                {
                    foreach (var lost in Loses)
                    {
                        e[lost] = null;
                    }
                }
            )
            {
                Share = Share,
            };

    /// <summary>True when an innocent account is among those that write so.</summary>
    public bool Covers(string account) =>
        Share >= 1 || Fingerprint.Mix(Fingerprint.Of(Encoding.UTF8.GetBytes(account)), ShareSeed) < Share * ulong.MaxValue;

    /// <summary>Returns text as a JSON string.</summary>
    internal static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, s_encoder)}\"";
}
