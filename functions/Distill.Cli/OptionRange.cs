using System.CommandLine;

namespace Distill.Cli;

/// <summary>An option's bounds, told when they are left.</summary>
internal static class OptionRange
{
    public static void AcceptRange(this Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.Errors.Any() || result.GetValueOrDefault<int>() is var value && value >= least && value <= most)
        {
            return;
        }

        result.AddError($"{option.Name} is {value}; it must lie in {least} to {most}.");
    });
}
