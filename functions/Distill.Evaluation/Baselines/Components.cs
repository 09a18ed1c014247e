namespace Distill.Evaluation.Baselines;

/// <summary>Finds the connected components of accounts, which are numbered from 0.</summary>
internal sealed class Components(int count)
{
    private readonly int[] _parents = [.. Enumerable.Range(0, count)];

    public void Join(int a, int b) => _parents[Root(b)] = Root(a);

    /// <summary>Returns the size of each account's component; 0 for an account that is alone.</summary>
    public double[] Sizes()
    {
        var sizes = new int[_parents.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[Root(i)]++;
        }

        return [.. _parents.Select((_, i) => sizes[Root(i)] > 1 ? (double)sizes[Root(i)] : 0)];
    }

    private int Root(int account)
    {
        while (_parents[account] != account)
        {
            account = _parents[account] = _parents[_parents[account]];
        }

        return account;
    }
}
