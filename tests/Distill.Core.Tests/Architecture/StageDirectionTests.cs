using System.Reflection;
using Distill.Contracts;
using Distill.Core.Options;

namespace Distill.Core.Tests.Architecture;

public sealed class StageDirectionTests
{
    private static readonly Assembly s_core = typeof(AccountId).Assembly;

    /// <summary>
    /// What each stage may see of Core, itself aside. What ties the stages together stands above them, in Core's own namespace; but for the
    /// thresholds none sees it.
    /// </summary>
    private static readonly Dictionary<string, string[]> s_upstream = new()
    {
        ["Events"] = [],
        ["Statistics"] = [],
        ["Windows"] = ["Events"],
        ["Signals"] = ["Events", "Windows", "Statistics"],
        ["Correlation"] = ["Events", "Windows", "Signals", "Statistics"],
        ["Verdicts"] = ["Events", "Windows", "Signals", "Correlation", "Statistics"],

        // Shown to people beside the verdicts: no stage that decides may see it.
        ["Volumes"] = ["Events", "Windows", "Statistics"],

        // The second line: it meets the first at two ids alone.
        ["Honeypots"] = ["Statistics", nameof(AccountId), nameof(ClusterId)],
        ["Audits"] = ["Honeypots", "Statistics", nameof(AccountId), nameof(ClusterId)],
    };

    public static TheoryData<string> Stages => [.. s_core.GetTypes().Select(Stage).OfType<string>().Where(s => s.Length > 0).Distinct().Order()];

    [Theory]
    [MemberData(nameof(Stages))]
    public void Stage_SeesOnlyWhatIsUpstream(string stage)
    {
        Assert.True(s_upstream.TryGetValue(stage, out var upstream), $"{stage} is a new stage: say in this test what it may see.");
        var seen =
            from type in s_core.GetTypes().Where(t => Stage(t) == stage)
            from other in References.Of(type).OfType<Type>()
            where
                Stage(other) is { } name
                && name != stage
                && other != typeof(DetectionOptions)
                && !upstream.Contains(name)
                && !upstream.Contains(other.Name)
            select $"{type.FullName} sees {other.FullName}";
        Assert.Equal("", string.Join('\n', seen.Distinct().Order()));
    }

    /// <summary>The namespace below Core's; empty for Core's own, null for other assemblies' types and what the compiler adds.</summary>
    private static string? Stage(Type type) =>
        type.Assembly == s_core && type.Namespace is { } name ? name["Distill.Core".Length..].TrimStart('.').Split('.')[0] : null;
}
