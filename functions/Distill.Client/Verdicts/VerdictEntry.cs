using System.Runtime.InteropServices;

namespace Distill.Client.Verdicts;

/// <summary>A slot of the table, 32 bytes; <c>default</c> is an empty one.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct VerdictEntry
{
    public AccountHash Account;
    public PackedVerdict Verdict;
}
