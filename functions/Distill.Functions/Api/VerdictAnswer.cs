using Distill.Core.Decisions;
using Distill.Functions.Settings;

namespace Distill.Functions.Api;

/// <summary>Answers one verdict, and says how long the caller may keep it.</summary>
internal static class VerdictAnswer
{
    public static JsonAnswer Of((StandingVerdict Verdict, TimeSpan Age) found, VerdictOptions options, TimeProvider time) =>
        new(json => StandingVerdictJson.Write(json, found.Verdict)) { Age = found.Age, MaxAge = MaxAge(found, options, time) };

    // A caller must not keep a verdict for longer than it lasts, nor one that is old already because the storage is away.
    private static TimeSpan MaxAge((StandingVerdict Verdict, TimeSpan Age) found, VerdictOptions options, TimeProvider time)
    {
        var left = found.Verdict.Expires - time.GetUtcNow();
        return found.Age > options.MaxStaleness ? TimeSpan.Zero
            : left is null || left > options.MaxAge ? options.MaxAge
            : left.Value > TimeSpan.Zero ? left.Value
            : TimeSpan.Zero;
    }
}
