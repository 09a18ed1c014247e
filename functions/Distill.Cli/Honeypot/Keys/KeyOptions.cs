using System.CommandLine;
using Distill.Cli.Terminal;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Cli.Honeypot.Keys;

/// <summary>The options that name a key and what is derived from it.</summary>
internal static class KeyOptions
{
    // A key has some hundred bytes; a longer file is another file.
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
            Description = "The epoch, by name: letters, digits, '-', '.' or '_'.",
        };

    public static Option<double> Rate()
    {
        var rate = new Option<double>("--rate")
        {
            HelpName = "R",
            DefaultValueFactory = _ => new MarkOptions().Rate,
            Description = "The chance that a site is set, 0 to 1.",
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
        new("--log") { HelpName = "FILE", Description = "Add the receipts to this log, a line each; they hold no text." };

    /// <exception cref="UsageException">The file holds no key. What it holds is not shown.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static MasterKey ReadKey(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > MaxFileBytes)
        {
            throw new UsageException($"{path} holds no master key.");
        }

        using var reader = new StreamReader(file);
        return MasterKey.TryParse(reader.ReadToEnd(), out var key)
            ? key!
            : throw new UsageException($"{path} holds no master key: {MasterKey.MinBytes} bytes or more, in hexadecimal digits or Base64.");
    }

    /// <exception cref="UsageException">The name is not one.</exception>
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
