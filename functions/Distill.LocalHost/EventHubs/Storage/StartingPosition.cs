using System.Globalization;
using System.Text.RegularExpressions;

namespace Distill.LocalHost.EventHubs.Storage;

/// <summary>Where a receiver begins in a partition: at the first event after a bound (or at the bound, if inclusive), or at the end.</summary>
internal sealed partial record StartingPosition(StartingPosition.Field By, long Bound, bool Inclusive)
{
    public enum Field
    {
        Offset,
        SequenceNumber,
        EnqueuedTime,
        End,
    }

    public static StartingPosition First { get; } = new(Field.Offset, -1, false);

    public static StartingPosition End { get; } = new(Field.End, 0, false);

    /// <summary>Reads a selector such as <c>amqp.annotation.x-opt-sequence-number > '41'</c>.</summary>
    /// <remarks>The .NET clients omit the quotes for some positions only. Other clients always write them.</remarks>
    /// <exception cref="FormatException">The selector has no form that Event Hubs knows.</exception>
    public static StartingPosition Parse(string selector)
    {
        var match = Selector().Match(selector);
        if (!match.Success)
        {
            throw new FormatException($"The filter '{selector}' is not of the form amqp.annotation.x-opt-NAME > 'VALUE'.");
        }

        var value = match.Groups["value"].Value;
        var field = match.Groups["name"].Value switch
        {
            "x-opt-offset" => Field.Offset,
            "x-opt-sequence-number" => Field.SequenceNumber,
            "x-opt-enqueued-time" => Field.EnqueuedTime,
            var other => throw new FormatException($"'{other}' is not an annotation to filter by."),
        };
        if (value == "@latest")
        {
            return End;
        }

        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bound)
            ? new(field, bound, match.Groups["compare"].Value == ">=")
            : throw new FormatException($"'{value}' in the filter '{selector}' is not a whole number.");
    }

    public bool Includes(long sequenceNumber, long offset, long enqueuedAt)
    {
        var value = By switch
        {
            Field.Offset => offset,
            Field.SequenceNumber => sequenceNumber,
            Field.EnqueuedTime => enqueuedAt,
            _ => long.MinValue,
        };
        return Inclusive ? value >= Bound : value > Bound;
    }

    [GeneratedRegex(
        @"^\s*amqp\.annotation\.(?<name>[\w-]+)\s*(?<compare>>=|>)\s*(?<quote>'?)\s*(?<value>[\w@-]+)\s*\k<quote>\s*$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Selector();
}
