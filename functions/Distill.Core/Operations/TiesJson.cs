using System.Text.Json;

namespace Distill.Core.Operations;

/// <summary>Writes what ties an operation's clusters and what speaks against it, as files and the API have it.</summary>
public static class TiesJson
{
    /// <summary>Writes the members <c>ties</c> and <c>against</c>.</summary>
    public static void Write(Utf8JsonWriter json, Operation operation)
    {
        Write(json, "ties", operation.Ties);
        Write(json, "against", operation.Against);
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<OperationTie> ties)
    {
        json.WriteStartArray(name);
        foreach (var tie in ties)
        {
            json.WriteStartObject();
            json.WriteString("signal", tie.Reason.Signal);
            json.WriteString("detail", tie.Reason.Detail);
            json.WriteNumber("weight", tie.Reason.Weight);
            json.WriteString("cluster", tie.Cluster.ToString());
            json.WriteNumber("clusters", tie.Clusters);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
