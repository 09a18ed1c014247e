using Distill.Core.Events;

namespace Distill.Core.Tests.Events;

/// <summary>Operators filter and alert on these names: one spelling everywhere, and none changes by accident.</summary>
public sealed class RejectNameTests
{
    [Fact]
    public void EveryReason_HasItsOneName() => Assert.Equal(
        [
            "none", "not_json", "not_an_object", "missing_field", "unknown_type", "bad_field", "bad_time", "time_too_far_in_future", "too_large", "bad_prompt_features",
            "prompt_features_version",
        ],
        Enum.GetValues<RejectReason>().Select(r => r.Name()));
}
