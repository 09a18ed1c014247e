namespace Distill.Cli.Tests;

/// <summary>Runs the command line in this process.</summary>
internal static class Cli
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await DistillCommandLine.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
