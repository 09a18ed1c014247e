using Distill.Contracts;

namespace Distill.Cli.Terminal;

/// <summary>Text from outside, on one line of a terminal: nothing in it moves the cursor or turns the direction.</summary>
internal static class Line
{
    public static string Of(string? text) => HiddenText.Show(text ?? "");
}
