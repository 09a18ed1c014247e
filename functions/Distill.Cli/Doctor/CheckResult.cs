namespace Distill.Cli.Doctor;

/// <summary>What one check found.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Health">How it is.</param>
/// <param name="Found">What was found, in a few words.</param>
/// <param name="Fix">What to do; empty if nothing is to be done.</param>
internal sealed record CheckResult(string Name, Health Health, string Found, string Fix = "");

/// <summary>The result of one check.</summary>
internal enum Health
{
    /// <summary>Nothing is to be done.</summary>
    Good,

    /// <summary>Some commands can't run, or run badly.</summary>
    Limited,

    /// <summary>It is wrong, and whatever uses it fails.</summary>
    Bad,
}
