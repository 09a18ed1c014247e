using System.Text.Json;

namespace Distill.Core.Events;

/// <summary>Names of reject reasons as the wire contract writes them: snake case.</summary>
public static class RejectNames
{
    private static readonly string[] s_names = [.. Enum.GetNames<RejectReason>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    public static string Name(this RejectReason reason) => s_names[(int)reason];
}
