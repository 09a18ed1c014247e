using System.CommandLine;
using Distill.Cli.Terminal;

namespace Distill.Cli.Sharing;

/// <summary><c>distill share ...</c>: clusters for other providers, as STIX 2.1 bundles.</summary>
internal static class ShareCommand
{
    public static Command Create() =>
        new("share", "Shares clusters with other providers as STIX 2.1 bundles, with keyed hashes instead of personal data.")
        {
            Keygen(),
            ShareExportCommand.Create(),
            ShareImportCommand.Create(),
        };

    private static Command Keygen()
    {
        var file = new Option<string>("--out")
        {
            HelpName = "FILE",
            Required = true,
            Description = "The new file. Give it to the other providers in secret.",
        };
        var command = new Command("keygen", "Makes a key for providers to share.") { file };
        command.OnRun(
            async (parsed, _) =>
            {
                var writer = PrivateFile.Open(parsed.GetRequiredValue(file), FileMode.CreateNew);
                await using (writer.ConfigureAwait(false))
                {
                    await writer.WriteLineAsync(SharedFiles.NewKey()).ConfigureAwait(false);
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}
