using System.Text.Json;

namespace Distill.Cli.LogAudit.Costing;

/// <summary>Writes what clusters took as JSON.</summary>
internal static class TakingsJson
{
    /// <summary>Writes an object: the currency, the sum, each cluster with its models, and the models without a price.</summary>
    public static void Write(Utf8JsonWriter json, Takings takings)
    {
        json.WriteStartObject();
        json.WriteString("currency"u8, takings.Currency);
        json.WritePropertyName("inAll"u8);
        json.WriteStartObject();
        WriteMembers(json, takings.InAll);
        json.WriteEndObject();
        json.WriteStartArray("clusters"u8);
        foreach (var (cluster, models) in takings.Clusters.OrderBy(c => c.Key))
        {
            json.WriteStartObject();
            json.WriteString("cluster"u8, cluster.ToString());
            WriteMembers(json, takings.Of(cluster));
            json.WriteStartArray("models"u8);
            foreach (var (model, taken) in models)
            {
                json.WriteStartObject();
                json.WriteString("model"u8, model);
                WriteMembers(json, taken);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unpricedModels"u8);
        foreach (var model in takings.UnpricedModels)
        {
            json.WriteStringValue(model);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, in Taken taken)
    {
        json.WriteNumber("calls"u8, Math.Round(taken.Calls));
        json.WriteNumber("inputTokens"u8, Math.Round(taken.InputTokens));
        json.WriteNumber("outputTokens"u8, Math.Round(taken.OutputTokens));
        json.WritePropertyName("money"u8);
        if (taken.Money is { } money)
        {
            json.WriteNumberValue(Math.Round(money, 4));
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteNumber("unpricedTokens"u8, Math.Round(taken.Unpriced));
    }
}
