using Distill.Core.Events;

namespace Distill.Core.Tests.Events;

/// <summary>Operators filter and alert on these names. There is one spelling, and none changes by accident.</summary>
public sealed class RejectNameTests
{
    [Fact]
    public void EveryReason_HasItsOneName() =>
        Assert.Equal(
            [
                "none",
                "not_json",
                "not_an_object",
                "missing_field",
                "unknown_type",
                "bad_field",
                "bad_time",
                "time_too_far_in_future",
                "too_large",
                "time_too_long_ago",
            ],
            Enum.GetValues<RejectReason>().Select(r => r.Name())
        );

    [Fact]
    public void EveryFieldFault_HasItsOneName() =>
        Assert.Equal(
            [
                "none",
                "repeated",
                "mended",
                "cut",
                "unknown",
                "special_address",
                "masked",
                "out_of_range",
                "other_version",
                "sealed",
                "unreadable",
                "wrong_type",
            ],
            Enum.GetValues<FieldFault>().Select(f => f.Name())
        );

    [Fact]
    public void EveryField_IsFoundByItsName() =>
        Assert.All(Enum.GetValues<EventField>(), f => Assert.Equal(f, EventFieldNames.FieldOf(System.Text.Encoding.UTF8.GetBytes(f.Name()))));
}
