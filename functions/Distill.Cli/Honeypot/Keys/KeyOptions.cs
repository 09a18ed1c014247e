using System.CommandLine;
using Distill.Cli.Terminal;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Cli.Honeypot.Keys;

/// <summary>The options that name a key and what is derived from it, and how they are read.</summary>
internal static class KeyOptions
{
    // A key has some hundred bytes. A longer file is no key.
    private const int MaxFileBytes = 8192;

    public static Option<string> Key() =>
        new("--key")
        {
            Required = true,
            HelpName = "FILE",
            Description = "The master key: a file that 'honeypot keygen' wrote.",
        };

    public static Option<string> Epoch() =>
        new("--epoch")
        {
            Required = true,
            HelpName = "E",
            Description = "Name of the epoch: letters, digits, '-', '.' or '_'.",
        };

    public static Option<double> Rate()
    {
        var rate = new Option<double>("--rate")
        {
            HelpName = "R",
            DefaultValueFactory = _ => new MarkOptions().Rate,
            Description = "The chance that a site is marked, 0 to 1.",
        };
        rate.Validators.Add(result =>
        {
            if (
                result.Tokens is [_]
                && new MarkOptions { Rate = result.GetValue(rate) }
                    .Errors()
                    .FirstOrDefault()
                    is { } error
            )
            {
                result.AddError(error);
            }
        });
        return rate;
    }

    public static Option<string?> Log() =>
        new("--log") { HelpName = "FILE", Description = "Add the receipts to this log, one on each line. They hold no text." };

    /// <summary>Reads a master key.</summary>
    /// <exception cref="UsageException">The file holds no key. The message does not show what it holds.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static MasterKey ReadKey(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > MaxFileBytes)
        {
            throw new UsageException($"{path} holds no master key. Make one with 'distill honeypot keygen'.");
        }

        using var reader = new StreamReader(file);
        return MasterKey.TryParse(reader.ReadToEnd(), out var key)
            ? key!
            : throw new UsageException(
                $"{path} holds no master key: {MasterKey.MinBytes} bytes or more, as digits or Base64. 'distill honeypot keygen' makes one."
            );
    }

    /// <summary>Parses the value of an option.</summary>
    /// <exception cref="UsageException">It can't be parsed; the message names the option.</exception>
    public static T Parse<T>(string option, string value)
        where T : IParsable<T>
    {
        try
        {
            return T.Parse(value, null);
        }
        catch (FormatException e)
        {
            throw new UsageException($"{option}: {e.Message}", e);
        }
    }
}
