using System.Text;
using System.Text.Json;
using Distill.Contracts;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Logs.Reading;

namespace Distill.Cli.Honeypot.Samples;

/// <summary>The clusters that may have leaked and, for found texts, the accounts.</summary>
/// <param name="Name">Without its folder.</param>
/// <param name="Candidates">Each once, in the file's order.</param>
/// <param name="Sha256">Of the file.</param>
/// <param name="Rejected">Lines that name nobody.</param>
internal sealed record CandidateFile(string Name, IReadOnlyList<MarkAssignment> Candidates, string Sha256, IReadOnlyList<RejectedLine> Rejected)
{
    /// <summary>Reads one cluster on each line, or JSON lines with <c>cluster</c>, <c>account</c> or both.</summary>
    /// <exception cref="IOException">The file can't be read; the message names it.</exception>
    public static CandidateFile Read(string path)
    {
        var (found, rejected) = (new List<MarkAssignment>(), new List<RejectedLine>());
        foreach (var block in new LogFile(path).Blocks())
        {
            if (block.IsOverlong)
            {
                rejected.Add(new RejectedLine(block.FirstLine, "too_long"));
            }

            foreach (var (number, line) in block.Split())
            {
                if (Read(line) is { } candidate)
                {
                    found.Add(candidate);
                }
                else
                {
                    rejected.Add(new RejectedLine(number, "no_candidate"));
                }
            }
        }

        return new CandidateFile(Path.GetFileName(path), [.. found.Distinct()], SampleFile.Hash(path), rejected);
    }

    private static MarkAssignment? Read(ReadOnlyMemory<byte> line)
    {
        var text = Encoding.UTF8.GetString(line.Span).Trim();
        if (text[0] is not ('{' or '"'))
        {
            return Candidate(text, null);
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.String
                ? Candidate(json.RootElement.GetString(), null)
                : Candidate(RowJson.Text(json.RootElement, "cluster"), RowJson.Text(json.RootElement, "account"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static MarkAssignment? Candidate(string? cluster, string? account)
    {
        var hasCluster = MarkCode.TryParse(cluster, null, out var code);
        var hasAccount = AccountId.TryParse(account, null, out var id);
        return (hasCluster || cluster is null) && (hasAccount || account is null) && (hasCluster || hasAccount) ? new MarkAssignment(id, code) : null;
    }
}
