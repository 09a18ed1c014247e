using System.IO.Enumeration;
using System.Text.Json;

namespace Distill.Cli.LogAudit.Costing;

/// <summary>
/// What tokens cost, by model. A file of JSON: <c>{"currency": "USD", "per": 1000000, "models": {"m-1*": {"input": 3, "output": 15}}}</c>. In a name
/// <c>*</c> stands for any characters; of names that fit a model the longest counts.
/// </summary>
internal sealed class PriceList
{
    private const long UsualPer = 1_000_000;
    private const string Form = "It is {\"currency\": \"USD\", \"models\": {\"m-1*\": {\"input\": 3, \"output\": 15}}}, prices per million tokens.";

    private readonly List<(string Pattern, decimal Input, decimal Output)> _models = [];

    private PriceList(string currency) => Currency = currency;

    /// <summary>The currency as the file names it.</summary>
    public string Currency { get; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="IOException">It can't be read, or is no price list. The message says what to do.</exception>
    public static PriceList Read(string file)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            using var json = JsonDocument.Parse(File.ReadAllBytes(file), options);
            var root = json.RootElement;
            var per = root.TryGetProperty("per", out var told) ? told.GetInt64() : UsualPer;
            var prices = new PriceList(root.GetProperty("currency").GetString()!);
            foreach (var model in root.GetProperty("models").EnumerateObject())
            {
                prices._models.Add((model.Name, Price(model.Value, "input", per), Price(model.Value, "output", per)));
            }

            return prices._models.Count > 0 ? prices : throw new FormatException("It names no model.");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or DivideByZeroException)
        {
            throw new IOException($"{file} is no price list: {e.Message} {Form}", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new IOException($"Can't read the prices in {file}: {e.Message} {Form}", e);
        }
    }

    /// <summary>What a call's tokens cost; null if the list does not name the model.</summary>
    public decimal? Of(string model, double inputTokens, double outputTokens)
    {
        var found = _models
            .Where(m => FileSystemName.MatchesSimpleExpression(m.Pattern, model))
            .OrderByDescending(m => m.Pattern.Length)
            .Cast<(string Pattern, decimal Input, decimal Output)?>()
            .FirstOrDefault();
        return found is { } price ? (price.Input * (decimal)inputTokens) + (price.Output * (decimal)outputTokens) : null;
    }

    private static decimal Price(JsonElement model, string kind, long per) =>
        model.GetProperty(kind).GetDecimal() is >= 0 and var price ? price / per : throw new FormatException("A price is below zero.");
}
