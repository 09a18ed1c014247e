using System.Text.Json;

namespace Distill.Logs.Mapping;

/// <summary>Why a record that was read is no call to judge. Such records are counted and kept apart.</summary>
public enum OtherRecord
{
    /// <summary>An embedding was asked for.</summary>
    Embedding,

    /// <summary>A text was checked for harm.</summary>
    Moderation,

    /// <summary>The answer came from a cache; the model was not asked.</summary>
    Cached,

    /// <summary>A job of many prompts.</summary>
    Batch,

    /// <summary>The gateway's own check that a model answers.</summary>
    HealthCheck,

    /// <summary>The request failed: the model gave no answer.</summary>
    Failed,

    /// <summary>Another kind of request, or a record that is not about a request to a model.</summary>
    NoCall,
}

/// <summary>Names of the kinds as files and reports write them: snake case.</summary>
public static class OtherRecordNames
{
    private static readonly string[] s_names = [.. Enum.GetNames<OtherRecord>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    public static string Name(this OtherRecord kind) => s_names[(int)kind];

    internal static OtherRecord? Parse(string name) => Array.IndexOf(s_names, name) is >= 0 and var place ? (OtherRecord)place : null;
}
