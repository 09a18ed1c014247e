using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Reads values from a request's query.</summary>
internal static class Query
{
    /// <summary>Gives a number, or its default if it is missing. False if it is no whole number or out of range.</summary>
    public static bool TryNumber(HttpRequest request, string name, NumberRange range, out int value)
    {
        value = range.Default;
        return request.Query[name] switch
        {
            [] => true,
            [{ } text] => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= range.Min && value <= range.Max,
            _ => false,
        };
    }

    /// <summary>Gives a text, or null if it is missing. False if it comes twice.</summary>
    public static bool TryText(HttpRequest request, string name, out string? value)
    {
        var values = request.Query[name];
        value = values.Count == 1 ? values[0] : null;
        return values.Count <= 1;
    }
}

/// <summary>The default of a number in a query, and its range.</summary>
internal readonly record struct NumberRange(int Default, int Min, int Max);
