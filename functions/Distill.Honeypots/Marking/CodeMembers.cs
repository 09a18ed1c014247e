namespace Distill.Honeypots.Marking;

/// <summary>A code and the accounts that share it.</summary>
public sealed record CodeMembers(string Code, IReadOnlyList<string> Accounts);
