using System.CommandLine;
using Distill.Simulation.Prompts;

namespace Distill.Cli.Simulate;

/// <summary>The option <c>--stock</c> of <c>simulate</c> and <c>evaluate</c>.</summary>
internal static class StockOption
{
    private const string Wide = "wide",
        Narrow = "narrow";

    public static Option<FramingStock> Create()
    {
        var stock = new Option<FramingStock>("--stock")
        {
            HelpName = $"{Narrow}|{Wide}",
            DefaultValueFactory = _ => FramingStock.Wide,
            CustomParser = result => result.Tokens is [{ Value: Narrow }] ? FramingStock.Narrow : FramingStock.Wide,
            Description = "Sentences that all framings are made of, honest and hostile ones: a few dozen (narrow), or so many that they seldom meet.",
        };
        stock.AcceptOnlyFromAmong(Narrow, Wide);
        return stock;
    }
}
