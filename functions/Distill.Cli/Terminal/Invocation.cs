using System.CommandLine;

namespace Distill.Cli.Terminal;

/// <summary>Runs a command. Expected failures become one line on the error stream and an exit code.</summary>
internal static class Invocation
{
    // What an IOException has that our own code makes.
    private static readonly int s_ownResult = new IOException("").HResult;

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
                    parsed.InvocationConfiguration.Error.WriteLine($"distill: {e.Message}{Advice(e)}");
                    return ExitCode.Failed;
                }
            }
        );

    // What to do where the system's own message only says what happened. Our own messages say it themselves.
    private static string Advice(Exception failure) =>
        failure switch
        {
            FileNotFoundException or DirectoryNotFoundException => " Check the path.",
            UnauthorizedAccessException => " Give this user the right to it, or choose another place.",
            PathTooLongException => " Choose a shorter path.",
            _ when failure.GetType() == typeof(IOException) && failure.HResult != s_ownResult => $" {OfSystem(failure)}",
            _ => "",
        };

    private static string OfSystem(Exception failure) =>
        failure.Message.Contains("already exists", StringComparison.Ordinal)
            ? "Choose another name, or move what is there away."
            : "Check that the disk has room and that no other program uses the file.";
}
