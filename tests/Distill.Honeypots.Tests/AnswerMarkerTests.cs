using System.Buffers;
using Distill.Contracts;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Honeypots.Tests;

public sealed class AnswerMarkerTests
{
    private const string Text =
        "Additionally, the garden is full of roses, lilies and tulips. In practice the tool helps to reduce the cost of a variety of tasks, "
        + "and it is often hard to do without. It is based on a wide range of ideas, and everyone can make sure that they help each other.";

    private static readonly AccountId s_member = AccountId.Parse("a");
    private static readonly AccountId s_other = AccountId.Parse("b");
    private static readonly DateTimeOffset s_created = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly ClusterId s_cluster = ClusterId.Parse("hydra-0123456789ab");
    private static readonly MasterKey s_master = MasterKey.FromBytes(new byte[32]);

    [Fact]
    public void BeforeItIsFed_AnswersLeaveAsTheyCame() => Assert.Equal((Text, null), new AnswerMarker().Mark(Text, s_member, s_created, "r"));

    [Fact]
    public void AnAnswer_IsMarkedWithItsClustersCodeOrItsCohorts()
    {
        var marker = Fed("e1", s_member);
        var (marked, receipt) = marker.Mark(Text, s_member, s_created, "r");
        Assert.Equal((s_cluster.ToString(), "e1"), (receipt!.Code.Value, receipt.Epoch.Value));
        Assert.Equal(new Marker(s_master, EpochId.Parse("e1")).Mark(Text, new MarkAssignment(s_member, MarkCode.Of(s_cluster)), "r").Text, marked);
        Assert.Equal("cohort-2026-W48", marker.Mark(Text, s_other, s_created, "r").Receipt!.Code.Value);
        Assert.Equal("cohort-unknown", marker.Mark(Text, s_other, null, "r").Receipt!.Code.Value);
    }

    [Fact]
    public void AChangedMembership_TakesEffectWithTheNextEpochsBook()
    {
        var marker = Fed("e1", s_member);
        marker.Use(s_master, CodeBook.Read(Book("e2", s_member, s_other).Write())!);
        var receipt = marker.Mark(Text, s_other, s_created, "r").Receipt!;
        Assert.Equal((s_cluster.ToString(), "e2"), (receipt.Code.Value, receipt.Epoch.Value));
    }

    [Fact]
    public void AStreamedAnswerThatCannotBeMarked_LeavesAsItCame_AndIsCountedOnce()
    {
        var marker = Fed("e1", s_member);
        var left = new ArrayBufferWriter<char>();

        // Marking fails if there is no request to mark for.
        using var stream = marker.Begin(s_member, s_created, null!)!;
        stream.Write(Text, left);
        stream.Write(Text, left);
        stream.Complete(left);

        Assert.Equal(Text + Text, left.WrittenSpan.ToString());
        Assert.Equal(1, marker.Failed);
    }

    [Fact]
    public void AnAnswerThatCannotBeMarked_LeavesAsItCame_AndIsCounted()
    {
        var marker = Fed("e1", s_member);

        // Marking fails if there is no text.
        Assert.Equal((null!, null), marker.Mark(null!, s_member, s_created, "r"));
        Assert.Equal(1, marker.Failed);
        Assert.NotNull(marker.Mark(Text, s_member, s_created, "r").Receipt);
        Assert.Equal(1, marker.Failed);
    }

    private static AnswerMarker Fed(string epoch, params AccountId[] members)
    {
        var marker = new AnswerMarker();
        marker.Use(s_master, Book(epoch, members));
        return marker;
    }

    private static CodeBook Book(string epoch, params AccountId[] members) => CodeBook.Of(EpochId.Parse(epoch), [(s_cluster, members)]);
}
