using System.CommandLine;
using System.Globalization;

namespace Distill.Cli.Replay;

/// <summary>The option <c>--speed</c>: max, or so many times real time.</summary>
internal static class ReplaySpeed
{
    private const string Max = "max";

    public static Option<string> CreateOption()
    {
        var speed = new Option<string>("--speed")
        {
            HelpName = "max|N",
            DefaultValueFactory = _ => Max,
            Description = "max, or N for N times real time: 60 sends an hour's calls in a minute.",
        };
        speed.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value != Max && Factor(token.Value) is not > 0)
            {
                result.AddError($"--speed is '{token.Value}'; it must be max or a number above 0.");
            }
        });
        return speed;
    }

    /// <summary>Times real time; null for as fast as it goes.</summary>
    public static double? Factor(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && double.IsFinite(factor) ? factor : null;
}
