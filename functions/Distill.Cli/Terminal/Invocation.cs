using System.CommandLine;

namespace Distill.Cli.Terminal;

/// <summary>Runs a command. Expected failures become one line on the error stream and an exit code.</summary>
internal static class Invocation
{
    public static void OnRun(this Command command, Func<ParseResult, CancellationToken, Task<int>> body) =>
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                try
                {
                    return await body(parsed, cancellationToken).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    return ExitCode.Interrupted;
                }
                catch (UsageException e)
                {
                    parsed.InvocationConfiguration.Error.WriteLine($"distill: {e.Message}");
                    return ExitCode.Usage;
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    parsed.InvocationConfiguration.Error.WriteLine($"distill: {e.Message}");
                    return ExitCode.Failed;
                }
            }
        );
}
