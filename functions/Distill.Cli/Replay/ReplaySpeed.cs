using System.CommandLine;
using System.Globalization;

namespace Distill.Cli.Replay;

/// <summary>The option <c>--speed</c>: max, or a multiple of real time.</summary>
internal static class ReplaySpeed
{
    private const string Max = "max";

    public static Option<string> CreateOption()
    {
        var speed = new Option<string>("--speed")
        {
            HelpName = "max|N",
            DefaultValueFactory = _ => Max,
            Description = "max sends as fast as possible. N sends at N times real time: 60 sends an hour's calls in a minute.",
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

    /// <summary>The multiple of real time; null to send as fast as possible.</summary>
    public static double? Factor(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && double.IsFinite(factor) ? factor : null;
}
