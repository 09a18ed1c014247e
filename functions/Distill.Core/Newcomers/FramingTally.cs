namespace Distill.Core.Newcomers;

/// <summary>Counts who uses one framing of an operator.</summary>
/// <param name="which">The operator.</param>
internal sealed class FramingTally(int which)
{
    private readonly HashSet<int> _customers = [];
    private int _accounts;

    /// <summary>The operator.</summary>
    public int Operator => which;

    /// <summary>Accounts that are not flagged.</summary>
    public int Others { get; private set; }

    /// <summary>True when no more accounts that are not flagged use it than accounts of the operator.</summary>
    public bool AreMostlyOwn => Others <= _accounts;

    /// <summary>Adds an account that uses it.</summary>
    /// <param name="of">Its operator, if it has one that is known.</param>
    /// <param name="customer">Its customer.</param>
    /// <param name="isFlagged">True when it is flagged.</param>
    public void Add(int of, int customer, bool isFlagged)
    {
        if (of == which)
        {
            _accounts++;
            _customers.Add(customer);
        }
        else if (!isFlagged)
        {
            Others++;
        }
    }

    /// <summary>The users, with the weight that follows from the number of the operator's customers.</summary>
    public Holders Weighed(Func<int, double> weigh) => new(_customers.Count, Others, weigh(_customers.Count));
}
