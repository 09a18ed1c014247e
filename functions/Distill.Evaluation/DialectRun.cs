using Distill.Evaluation.Dialects;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation;

/// <summary>One run over one log. Two runs are the same if trial, dialect's name and scope are.</summary>
/// <param name="Trial">What is simulated.</param>
/// <param name="Dialect">The dialect; null for the plain log.</param>
/// <param name="Scope">Whose events are in the dialect.</param>
public sealed record DialectRun(Trial Trial, Dialect? Dialect, DialectScope Scope)
{
    public bool Equals(DialectRun? other) => other is not null && (Trial, Dialect?.Name, Scope) == (other.Trial, other.Dialect?.Name, other.Scope);

    public override int GetHashCode() => HashCode.Combine(Trial, Dialect?.Name, Scope);

    public override string ToString() => $"{Trial}, {(Dialect is null ? "plain" : $"{Dialect.Name} ({Scope.ToString().ToLowerInvariant()})")}";
}
