using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class ClumpingTests
{
    [Fact]
    public void UsersOfOneProgram_AreWorthFewer_ThanThoseOfMany()
    {
        var (one, many) = (Worth(programs: 1), Worth(programs: 20));

        Assert.InRange(one, 1, 2);
        Assert.InRange(many, 8, 20);
    }

    // Twenty accounts among 40 programs of twelve users each. All users of a program do the same. Each account has its own mail domain and network.
    private static double Worth(int programs)
    {
        var group = Crowd.Group(20, 500, i => Crowd.Account(i, [0], client: (ulong)(1 + (i < 20 ? i % programs : i / 12))));
        var reference = group.Reference();
        var vectors = reference.Measure(p => (float[]?)[p.Calls[0].Client % 3 == 0 ? 1 : 0]);
        return Clumping.Effective(group.Members, reference, vectors, reference.MembersOf(group));
    }
}
