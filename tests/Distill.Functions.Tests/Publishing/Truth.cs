using System.Globalization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Functions.Tests.Publishing;

/// <summary>
/// What was published for each account, in order, worked out independently of the code: one line for each state, as callers see it.
/// </summary>
internal sealed class Truth
{
    /// <summary>The line of an account without a verdict.</summary>
    public const string Nothing = "not_assessed 0 allow  ";

    private readonly Dictionary<AccountId, (Verdict? Raw, string? Action, string Expires)> _now = [];
    private readonly Dictionary<AccountId, List<string>> _lines = [];

    public void Publish(IEnumerable<Verdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            var before = _now.GetValueOrDefault(verdict.Account);
            Set(verdict.Account, (verdict, before.Action, before.Expires ?? ""));
        }
    }

    public void Override(AccountId account, string action, string expires) =>
        Set(account, (_now[account].Raw, action == "lift" ? null : action, action == "lift" ? "" : expires));

    /// <summary>An account has been silent for long. A verdict of watch or above stays until its term.</summary>
    public void Forget(AccountId account)
    {
        if (_now[account].Raw is not { Level: >= VerdictLevel.Watch })
        {
            Set(account, _now[account] with { Raw = null });
        }
    }

    /// <summary>Fails unless a reader heard each account's last states, none missing and none twice.</summary>
    public void AssertHeard(IReadOnlyDictionary<string, List<string>> heard, int accounts)
    {
        Assert.Superset(Said.Select(l => l.Key.Value).ToHashSet(), heard.Keys.ToHashSet());
        Assert.All(heard, h => Assert.Equal(_lines[AccountId.Parse(h.Key)].TakeLast(h.Value.Count), h.Value));
        Assert.True(heard.Sum(h => h.Value.Count) > 1.2 * accounts, "Next to nothing changed.");
    }

    public void AssertNow(IReadOnlyDictionary<string, List<string>> snapshot) =>
        Assert.Equal(Said.ToDictionary(l => l.Key.Value, l => l.Value[^1]), snapshot.ToDictionary(s => s.Key, s => Assert.Single(s.Value)));

    private IEnumerable<KeyValuePair<AccountId, List<string>>> Said => _lines.Where(l => l.Value[^1] != Nothing);

    private void Set(AccountId account, (Verdict? Raw, string? Action, string Expires) now)
    {
        _now[account] = now;
        var raw = now.Raw ?? Verdict.NeverSeen(account);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{raw.Level.Name()} {raw.Score} {now.Action ?? raw.Action.Name()} {raw.FirstFlaggedAt?.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {now.Expires}"
        );
        var lines = _lines.TryGetValue(account, out var own) ? own : _lines[account] = [];
        if (lines.Count == 0 || lines[^1] != line)
        {
            lines.Add(line);
        }
    }
}
