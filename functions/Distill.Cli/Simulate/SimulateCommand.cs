using System.CommandLine;
using Distill.Cli.Terminal;
using Distill.Simulation;
using Distill.Simulation.Prompts;

namespace Distill.Cli.Simulate;

/// <summary><c>distill simulate SCENARIO --out FILE</c>.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var size = new LadderSize();
        var rung = new Argument<string>("SCENARIO")
        {
            Description = "How careful the operator is, from quiet (no campaign at all) to ghost (hides in every way).",
        };
        rung.AcceptOnlyFromAmong([.. Ladder.Rungs]);
        var output = new Option<string>("--out")
        {
            Required = true,
            HelpName = "FILE",
            Description = $"The log, .jsonl or .jsonl.gz. {SimulatedLog.TruthName} is written beside it.",
        };
        var seed = new Option<ulong>("--seed")
        {
            HelpName = "N",
            DefaultValueFactory = _ => size.Seed,
            Description = "Seed of everything random. The same seed gives the same log, byte for byte.",
        };
        var accounts = new Option<int>("--accounts")
        {
            HelpName = "N",
            DefaultValueFactory = _ => size.Innocent,
            Description = "Number of innocent accounts, of every kind of look-alike.",
        };
        var campaign = new Option<int>("--campaign")
        {
            HelpName = "N",
            DefaultValueFactory = _ => size.Campaign,
            Description = "Number of campaign accounts that work at the same time.",
        };
        var days = new Option<int>("--days")
        {
            HelpName = "N",
            DefaultValueFactory = _ => size.Days,
            Description = "Length of the simulated traffic in days, 1 to 365.",
        };
        var prompts = new Option<string?>("--prompts")
        {
            HelpName = "DIR",
            Description = "Folder of real prompts (.jsonl, .jsonl.gz, .txt) to use inside the framings. Default: a grammar makes them.",
        };
        var stock = StockOption.Create();
        accounts.AcceptRange(0, 19_000_000);
        campaign.AcceptRange(1, 1_000_000);
        days.AcceptRange(1, 365);

        var command = new Command("simulate", "Writes a log of simulated traffic: innocent look-alikes of every kind, with a campaign among them.")
        {
            rung,
            output,
            seed,
            accounts,
            campaign,
            days,
            stock,
            prompts,
        };
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var scenario = Ladder.Rung(
                    parsed.GetRequiredValue(rung),
                    new LadderSize(
                        parsed.GetValue(accounts),
                        parsed.GetValue(campaign),
                        parsed.GetValue(days),
                        parsed.GetValue(seed),
                        parsed.GetValue(stock)
                    )
                );
                if (scenario.Problems() is { Count: > 0 } problems)
                {
                    throw new UsageException(string.Join(' ', problems));
                }

                var path = parsed.GetRequiredValue(output);
                var simulation = new SimulationRun(scenario, Prompts(parsed.GetValue(prompts)));
                var work = new LongWork(parsed.InvocationConfiguration.Error);
                await work.ShowAsync(
                        "Simulating",
                        gauge =>
                        {
                            SimulatedLog.Write(path, simulation, gauge, cancellationToken);
                            return Task.FromResult(simulation.Truth.Calls);
                        }
                    )
                    .ConfigureAwait(false);
                await parsed
                    .InvocationConfiguration.Output.WriteLineAsync(
                        $"{simulation.Truth.Calls:N0} calls of {simulation.Truth.Kinds.Count:N0} accounts, "
                            + $"{simulation.Truth.HydraCalls:N0} of them by {simulation.Truth.Hydra.Count:N0} campaign accounts, in {path}"
                    )
                    .ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static CorpusPrompts? Prompts(string? folder)
    {
        try
        {
            return folder is null ? null : CorpusPrompts.Read(folder);
        }
        catch (InvalidDataException e)
        {
            throw new UsageException(e.Message, e);
        }
    }
}
