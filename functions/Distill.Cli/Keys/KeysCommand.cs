using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Distill.Cli.Terminal;
using Distill.Contracts.Sealing;

namespace Distill.Cli.Keys;

/// <summary><c>distill keys</c>: the keys that seal what is kept of prompts.</summary>
internal static class KeysCommand
{
    public static Command Create() =>
        new("keys", "The keys that seal what is kept of prompts.") { CreateAdd(), CreateClient(), RecoveryCommand.Create() };

    private static Command CreateAdd()
    {
        var file = File();
        var from = new Option<string?>("--from")
        {
            HelpName = "DAY",
            Description =
                "First day of the key's epoch, UTC, such as 2026-12-01. Without it the key holds from the beginning, so only the first key can do "
                + "without. Choose a day that comes after every app and client has the file.",
        };
        var command = new Command("add", "Draws a key and adds it to a file, which is made if it is missing.") { file, from };
        command.OnRun(
            (parsed, _) =>
            {
                var path = parsed.GetRequiredValue(file);
                var old = System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : "";
                var day = parsed.GetValue(from) is { } text ? $"{text}:" : "";
                var line = $"{day}{Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyRing.MinBytes))}";
                var keys = FeatureKeysFile.Parse(path, $"{old}\n{line}");
                using (var writer = PrivateFile.Open(path, FileMode.Append))
                {
                    writer.Write(old.Length == 0 || old.EndsWith('\n') ? $"{line}\n" : $"\n{line}\n");
                }

                parsed.InvocationConfiguration.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path} holds {keys}."));
                return Task.FromResult(ExitCode.Done);
            }
        );
        return command;
    }

    private static Command CreateClient()
    {
        var file = File();
        var command = new Command("client", "Prints the keys for clients. They seal what clients send, and do not open what is stored.") { file };
        command.OnRun(
            (parsed, _) =>
            {
                parsed.InvocationConfiguration.Output.WriteLine(FeatureKeysFile.Read(parsed.GetRequiredValue(file)).ForClients().Export());
                return Task.FromResult(ExitCode.Done);
            }
        );
        return command;
    }

    private static Argument<string> File() => new("FILE") { Description = "The deployment's keys. Keep the file where secrets are kept." };
}
