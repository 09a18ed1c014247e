using System.CommandLine;
using System.Globalization;
using Distill.Cli.Desk;
using Distill.Cli.Terminal;
using Distill.Core.Signals;

namespace Distill.Cli.Sharing;

/// <summary><c>distill share import BUNDLE...</c>: checks bundles of other providers, and sends them to a deployed app.</summary>
internal static class ShareImportCommand
{
    public static Command Create()
    {
        var bundles = new Argument<string[]>("BUNDLE") { Arity = ArgumentArity.OneOrMore, Description = "Bundles of other providers." };
        var key = SharedFiles.KeyOption("The key that the providers share. The bundles must be under it.");
        var target = new ApiTarget();
        var command = new Command("import", "Says what bundles of other providers report, and sends them to a deployed API if one is named.")
        {
            bundles,
            key,
        };
        target.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var shared = parsed.GetValue(key) is { } path ? SharedFiles.ReadKey(path) : null;
                if (shared is null && !target.IsNamed(parsed))
                {
                    throw new UsageException("Give --api to send the bundles, or --share-key to check them here.");
                }

                // All of them are checked before the first is sent.
                var read = (parsed.GetValue(bundles) ?? []).Select(b => (Name: b, Content: SharedFiles.ReadBundle(b, shared))).ToArray();
                using var api = target.IsNamed(parsed) ? target.Open(parsed) : null;
                foreach (var (name, (bytes, indicators)) in read)
                {
                    if (api is not null)
                    {
                        await api.PostAsync("indicators", bytes, cancellationToken).ConfigureAwait(false);
                    }

                    await parsed
                        .InvocationConfiguration.Output.WriteLineAsync($"{name}{(api is null ? "" : ", sent")}: {Told(indicators)}")
                        .ConfigureAwait(false);
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    private static string Told(IReadOnlyList<SharedIndicator> indicators)
    {
        var kinds = indicators
            .GroupBy(i => i.Kind, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{Line.Of(g.Key)} {g.Sum(i => i.Hashes.Count)}"));
        var senders = indicators.Select(i => Line.Of(i.From)).Distinct(StringComparer.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"values of {string.Join(", ", senders)} ({string.Join(", ", kinds)}), until {indicators.Max(i => i.Until).UtcDateTime:yyyy-MM-dd}"
        );
    }
}
