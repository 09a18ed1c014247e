using Distill.Core.Events;
using Distill.Core.Newcomers;
using Distill.Core.Profiles;
using static Distill.Core.Tests.Newcomers.NewcomerCase;

namespace Distill.Core.Tests.Newcomers;

public sealed class AccusedCardsTests
{
    /// <summary>Two of the operator's new accounts are on a card that no run has seen. One of them has a device of the operator.</summary>
    [Fact]
    public void ACardOfANewAccountWithMarks_CountsAsTheOperators()
    {
        var index = WithDevice();
        var first = Facts(Record("fresh") with { Device = "dv_h" });
        var accused = new AccusedCards();

        NewcomerFinding? JudgeOf(string card, params ApiCall[] calls) =>
            NewcomerJudge.Judge(index, Some.Account("new"), calls, Facts(Record(card)), 1, accused);

        Assert.Null(JudgeOf("fresh", Framed("new", 0)));
        Assert.True(accused.Add(first, NewcomerJudge.Judge(index, Some.Account("first"), [Framed("first", 1)], first, 1)!));
        Assert.False(accused.Add(first, NewcomerJudge.Judge(index, Some.Account("first"), [Framed("first", 2)], first, 1)!));

        Assert.Equal(
            "It has the card of another new account that has marks of the same operator.",
            JudgeOf("fresh", Framed("new", 0))!.Reasons[1].Detail
        );
        Assert.Null(JudgeOf("other", Framed("new", 0)));
        Assert.Null(JudgeOf("fresh", Plain("new")));
        Assert.Null(
            NewcomerJudge.Judge(
                index,
                Some.Account("new"),
                [Framed("new", 0)],
                Facts(Record("fresh") with { Kyc = KnowYourCustomer.Business }),
                1,
                accused
            )
        );
    }

    /// <summary>What is said of an account with marks of its own does not depend on who on its card came before.</summary>
    [Fact]
    public void WhoHasMarksOfItsOwn_IsToldByThem()
    {
        var (index, facts, accused) = (WithDevice(), Facts(Record("fresh") with { Device = "dv_h" }), new AccusedCards());
        var own = NewcomerJudge.Judge(index, Some.Account("new"), [Framed("new", 0)], facts, 1)!;
        accused.Add(facts, own);

        var again = NewcomerJudge.Judge(index, Some.Account("new"), [Framed("new", 0)], facts, 1, accused)!;

        Assert.Equal((own.Weight, own.Reasons[1]), (again.Weight, again.Reasons[1]));
    }

    /// <summary>An account without a card has no card in common with another one.</summary>
    [Fact]
    public void WithoutACard_NobodyIsAccusedByOne()
    {
        var accused = new AccusedCards();

        Assert.False(accused.Add(Facts(Record("")), Judge(Record("card3"), Framed("new", 0))!));
        Assert.Null(NewcomerJudge.Judge(Known, Some.Account("new"), [Framed("new", 0)], Facts(Record("")), 1, accused));
    }

    // The operator's marks, and a device of its own.
    private static OperatorIndex WithDevice()
    {
        var known = Known.Operators[0] with
        {
            Means = [.. Known.Operators[0].Means, new KnownMeans(Trait.Of(TraitKind.Device, "dv_h"), new Holders(4, 0, 6))],
        };
        return new OperatorIndex(Known.Hour, [known], new HashSet<ulong>(), new HashSet<Trait>());
    }
}
