namespace Distill.Core.Newcomers;

/// <summary>Counts who uses one framing of an operator.</summary>
/// <param name="which">The operator.</param>
internal sealed class FramingTally(int which)
{
    private readonly HashSet<int> _customers = [];
    private int _accounts,
        _others;

    /// <summary>The operator.</summary>
    public int Operator => which;

    /// <summary>True when no more bystanders use it than accounts of the operator.</summary>
    public bool AreMostlyOwn => _others <= _accounts;

    /// <summary>Adds an account that uses it.</summary>
    /// <param name="of">Its operator, if it has one that is known.</param>
    /// <param name="customer">Its customer.</param>
    /// <param name="isBystander">True when it can speak against the operator's marks.</param>
    public void Add(int of, int customer, bool isBystander)
    {
        if (of == which)
        {
            _accounts++;
            _customers.Add(customer);
        }
        else if (isBystander)
        {
            _others++;
        }
    }

    /// <summary>The users, with the weight that follows from the operator's customers and the others.</summary>
    public Holders Weighed(Func<int, int, double> weigh) => new(_customers.Count, _others, weigh(_customers.Count, _others));
}
