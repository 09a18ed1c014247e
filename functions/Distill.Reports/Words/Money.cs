using System.Globalization;

namespace Distill.Reports.Words;

/// <summary>An amount of money. Prices are given by whoever runs the audit.</summary>
/// <param name="Amount">The amount.</param>
/// <param name="Currency">The currency, such as USD.</param>
public readonly record struct Money(decimal Amount, string Currency)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount:#,0.00} {Currency}");
}
