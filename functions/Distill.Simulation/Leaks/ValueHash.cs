namespace Distill.Simulation.Leaks;

/// <summary>Hashes a field's value. FNV-1a, 64 bits: the same on every machine, unlike string.GetHashCode.</summary>
internal static class ValueHash
{
    public static ulong Of(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }
}
