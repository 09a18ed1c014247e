using System.CommandLine;
using Distill.Cli.Terminal;

namespace Distill.Cli.Desk;

/// <summary><c>distill decisions</c>: everything that was decided, as CSV.</summary>
internal static class DecisionsCommand
{
    public static Command Create()
    {
        var target = new ApiTarget();
        var overrides = new Option<bool>("--overrides") { Description = "Overrides of single accounts, instead of decisions on clusters." };
        var inForce = new Option<bool>("--in-force") { Description = "Only those that have neither ended nor been replaced." };
        var command = new Command("decisions", "Prints everything that was decided in a deployed API as CSV, the oldest first.")
        {
            overrides,
            inForce,
        };
        target.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                using var api = target.Open(parsed);
                var path =
                    $"{(parsed.GetValue(overrides) ? "overrides" : "decisions")}?format=csv{(parsed.GetValue(inForce) ? "&in_force=true" : "")}";
                var output = parsed.InvocationConfiguration.Output;
                var (page, next) = await api.GetCsvAsync(path, cancellationToken).ConfigureAwait(false);
                await output.WriteAsync(page).ConfigureAwait(false);
                while (next is not null)
                {
                    (page, next) = await api.GetCsvAsync($"{path}&after={next}", cancellationToken).ConfigureAwait(false);

                    // Each page names the columns, and the names hold no line end.
                    await output.WriteAsync(page[(page.IndexOf('\n', StringComparison.Ordinal) + 1)..]).ConfigureAwait(false);
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}
