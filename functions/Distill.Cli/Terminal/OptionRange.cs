using System.CommandLine;
using System.Globalization;

namespace Distill.Cli.Terminal;

/// <summary>An option's bounds, told when they are left.</summary>
internal static class OptionRange
{
    public static void AcceptRange(this Option<int> option, int least, int most) =>
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && !(
                    int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                    && value >= least
                    && value <= most
                )
            )
            {
                result.AddError($"{option.Name} is '{token.Value}'; it must be a whole number in {least} to {most}.");
            }
        });

    public static void AcceptRange(this Option<double> option, double least, double most) =>
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && !(double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            )
            {
                result.AddError($"{option.Name} is '{token.Value}'; it must be a number in {least} to {most}.");
            }
        });
}
