using System.CommandLine;
using System.Security.Cryptography;
using Distill.Cli.Terminal;
using Distill.Contracts.Sealing;
using Distill.Evaluation.Recovery;
using Distill.Evaluation.Report;

namespace Distill.Cli.Keys;

/// <summary><c>distill keys recovery</c>: what a thief of the store can recover of prompts.</summary>
internal static class RecoveryCommand
{
    // More words than the simulated prompts have.
    private const int Words = 10_000;

    public static Command Create()
    {
        var prompts = new Option<int>("--prompts")
        {
            HelpName = "N",
            DefaultValueFactory = _ => 1000,
            Description = "How many simulated prompts to try, 10 to 10,000.",
        };
        var seed = new Option<int>("--seed")
        {
            HelpName = "N",
            DefaultValueFactory = _ => 1,
            Description = "Seed of the simulation.",
        };
        prompts.AcceptRange(10, 10_000);
        seed.AcceptRange(0, int.MaxValue);
        var command = new Command(
            "recovery",
            "Measures the keys: a thief knows the first six words of simulated prompts and guesses words 7 to 12, with the key and without."
        )
        {
            prompts,
            seed,
        };
        command.OnRun(
            (parsed, _) =>
            {
                var secret = RandomNumberGenerator.GetBytes(KeyRing.MinBytes);
                var figures = new RecoveryStudy(parsed.GetValue(prompts), (ulong)parsed.GetValue(seed), Words, secret).Run();
                parsed.InvocationConfiguration.Output.Write(RecoveryMarkdown.Of(figures));
                return Task.FromResult(ExitCode.Done);
            }
        );
        return command;
    }
}
