namespace Distill.Cli.LogAudit.Costing;

/// <summary>What some accounts took: calls, tokens and their price. A window that is a sample counts for what it stands for.</summary>
/// <param name="Calls">Calls.</param>
/// <param name="InputTokens">Tokens of the requests.</param>
/// <param name="OutputTokens">Tokens of the answers.</param>
/// <param name="Money">Their price; null without a price list.</param>
/// <param name="Unpriced">Tokens of models that the list does not name. They are not in <paramref name="Money"/>.</param>
internal readonly record struct Taken(double Calls, double InputTokens, double OutputTokens, decimal? Money, double Unpriced)
{
    public static Taken operator +(Taken a, Taken b) =>
        new(
            a.Calls + b.Calls,
            a.InputTokens + b.InputTokens,
            a.OutputTokens + b.OutputTokens,
            a.Money is null && b.Money is null ? null : (a.Money ?? 0) + (b.Money ?? 0),
            a.Unpriced + b.Unpriced
        );
}
