using System.Security.Cryptography.X509Certificates;

namespace Distill.Honeypots.Transparency;

/// <summary>Checks time stamps, and that they were given in the order in which things must have happened.</summary>
/// <param name="trusted">The trusted authorities; then everything must have a stamp. Null to name the authorities only.</param>
/// <param name="faults">Receives what is wrong.</param>
/// <param name="findings">Receives what holds.</param>
public sealed class StampCheck(X509Certificate2Collection? trusted, List<string> faults, List<string> findings)
{
    /// <summary>Checks the stamp of something.</summary>
    /// <returns>Its name and time; null without a valid stamp.</returns>
    public (string Name, DateTimeOffset Time)? Check<T>(string name, Stamped<T> stamped)
        where T : class
    {
        if (stamped.Token is null)
        {
            (trusted is null ? findings : faults).Add($"{name} has no time stamp.");
            return null;
        }

        Span<byte> token = new byte[stamped.Token.Length];
        var stamp = Convert.TryFromBase64String(stamped.Token, token, out var length)
            ? TimeStamp.Check(token[..length].ToArray(), CanonicalJson.Write(stamped.Content), trusted)
            : null;
        if (stamp is null)
        {
            faults.Add($"{name} is not what was stamped{(trusted is null ? "" : ", or not by an authority that is trusted")}.");
            return null;
        }

        findings.Add(
            $"{name} was stamped at {stamp.Time:u} by "
                + $"{stamp.Authority.Subject}{(trusted is null ? ", not checked against a trusted authority" : "")}."
        );
        return (name, stamp.Time);
    }

    /// <summary>Checks that each was stamped no later than the next. Those without a stamp are left out.</summary>
    public void CheckOrder(IEnumerable<(string Name, DateTimeOffset Time)?> stamps)
    {
        (string Name, DateTimeOffset Time)? before = null;
        foreach (var stamp in stamps.OfType<(string Name, DateTimeOffset Time)>())
        {
            if (before is { } earlier && stamp.Time < earlier.Time)
            {
                faults.Add($"{stamp.Name} was stamped at {stamp.Time:u}, before {earlier.Name}. It must come after.");
            }

            before = stamp;
        }
    }
}
