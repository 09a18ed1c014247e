using System.CommandLine;
using System.Security.Cryptography;
using Distill.Cli.Terminal;
using Distill.Honeypots.Keys;

namespace Distill.Cli.Honeypot.Keys;

/// <summary><c>distill honeypot keygen --out FILE</c>.</summary>
internal static class KeygenCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--out")
        {
            Required = true,
            HelpName = "FILE",
            Description = "A new file that only its owner can read. An existing file is never overwritten: without it nobody can find its marks.",
        };
        var command = new Command("keygen", "Makes a master key: the secret that decides all marks.") { output };
        command.OnRun(
            (parsed, _) =>
            {
                var path = parsed.GetRequiredValue(output);
                using (var file = PrivateFile.Open(path, FileMode.CreateNew))
                {
                    file.Write(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MasterKey.MinBytes)) + "\n");
                }

                parsed.InvocationConfiguration.Output.WriteLine(
                    $"A new master key is in {path}. Keep it secret and do not lose it: nothing else can show its marks."
                );
                return Task.FromResult(ExitCode.Done);
            }
        );
        return command;
    }
}
