using System.CommandLine;
using System.Globalization;

namespace Distill.Cli.Terminal;

/// <summary>Limits an option to a range.</summary>
internal static class OptionRange
{
    public static void AcceptRange(this Option<int> option, int min, int max) =>
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && !(
                    int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                    && value >= min
                    && value <= max
                )
            )
            {
                result.AddError($"{option.Name} is '{token.Value}'; it must be a whole number from {min} to {max}.");
            }
        });

    public static void AcceptRange(this Option<double> option, double min, double max) =>
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && !(double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            )
            {
                result.AddError($"{option.Name} is '{token.Value}'; it must be a number from {min} to {max}.");
            }
        });
}
