using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Core.Events;

namespace Distill.Core.Verdicts;

/// <summary>One entry of the log of changes: what an account's verdict became.</summary>
/// <param name="Now">As it stands.</param>
/// <param name="Said">What the correlation says; null when nobody decided otherwise and <paramref name="Now"/> says it.</param>
/// <param name="Acts">False when only reasons changed: callers that act on verdicts need not hear of it.</param>
public sealed record VerdictChange(StandingVerdict Now, Verdict? Said, bool Acts)
{
    [JsonIgnore]
    public AccountId Account => Now.Account;

    /// <summary>What the correlation says.</summary>
    [JsonIgnore]
    public Verdict Raw => Said ?? Now.Verdict;

    /// <summary>Neither the correlation nor anybody has anything to say of the account, as if it had never been seen.</summary>
    [JsonIgnore]
    public bool SaysNothing => Said is null && Now.Verdict.SaysTheSameAs(Verdict.NeverSeen(Account));
}

/// <summary>Entries of the log as the store keeps them.</summary>
public static class VerdictChangeJson
{
    /// <summary>UTF-8 JSON, one array of changes.</summary>
    public static byte[] Write(IReadOnlyList<VerdictChange> changes) =>
        JsonSerializer.SerializeToUtf8Bytes(changes, CompactJson.Context.IReadOnlyListVerdictChange);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not changes.</exception>
    public static IReadOnlyList<VerdictChange> Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, CompactJson.Context.IReadOnlyListVerdictChange) ?? throw new JsonException("Changes are an array.");
}
