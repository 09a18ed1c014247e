using System.Globalization;

namespace Distill.Evaluation.Report;

/// <summary>Formats numbers for readers.</summary>
internal static class FigureFormat
{
    /// <summary>Returns a number such as "12.5"; "never" for infinity, "-" for NaN.</summary>
    public static string Of(double value, string format = "0.0") =>
        double.IsNaN(value) ? "-"
        : double.IsInfinity(value) ? "never"
        : value.ToString(format, CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(long part, long whole) => whole == 0 ? "-" : ((double)part / whole).ToString("0.00 %", CultureInfo.InvariantCulture);
}
