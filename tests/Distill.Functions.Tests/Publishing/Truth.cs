using System.Globalization;
using Distill.Core.Events;
using Distill.Core.Verdicts;

namespace Distill.Functions.Tests.Publishing;

/// <summary>What was published of each account, in order, worked out apart from the code: a line a state, as callers see it.</summary>
internal sealed class Truth
{
    private readonly Dictionary<AccountId, (Verdict Raw, string? Action, string Expires)> _now = [];
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

    /// <summary>Fails unless each account's lines are the last of its states, none missing and none twice.</summary>
    public void AssertHeard(IReadOnlyDictionary<string, List<string>> heard, int accounts)
    {
        Assert.Equal(accounts, heard.Count);
        Assert.All(heard, h => Assert.Equal(_lines[AccountId.Parse(h.Key)].TakeLast(h.Value.Count), h.Value));
        Assert.True(heard.Sum(h => h.Value.Count) > 1.2 * accounts, "Next to nothing changed.");
    }

    public void AssertNow(IReadOnlyDictionary<string, List<string>> snapshot) =>
        Assert.Equal(_lines.ToDictionary(l => l.Key.Value, l => l.Value[^1]), snapshot.ToDictionary(s => s.Key, s => Assert.Single(s.Value)));

    private void Set(AccountId account, (Verdict Raw, string? Action, string Expires) now)
    {
        _now[account] = now;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{now.Raw.Level.Name()} {now.Raw.Score} {now.Action ?? now.Raw.Action.Name()} {now.Raw.FirstFlaggedAt?.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {now.Expires}");
        var lines = _lines.TryGetValue(account, out var own) ? own : _lines[account] = [];
        if (lines.Count == 0 || lines[^1] != line)
        {
            lines.Add(line);
        }
    }
}
