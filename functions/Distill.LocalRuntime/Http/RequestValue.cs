using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Distill.LocalRuntime.Invocation;

namespace Distill.LocalRuntime.Http;

/// <summary>Turns a text from the route or the query into a parameter's type, with the real worker's converters in their order.</summary>
internal static class RequestValue
{
    private static readonly JsonSerializerOptions AsWorker = new() { PropertyNameCaseInsensitive = true };

    public static bool CanBe(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsPrimitive || plain == typeof(string) || plain == typeof(decimal)
            || plain == typeof(Guid) || plain == typeof(DateTime) || plain == typeof(DateTimeOffset);
    }

    /// <exception cref="InvalidOperationException">There is no value, and the parameter can't go without.</exception>
    public static object? For(ParameterInfo parameter, LocalFunctionContext context)
    {
        if (context.BindingContext.BindingData.GetValueOrDefault(parameter.Name!) is string text)
            return Convert(text, parameter, context.FunctionDefinition.Name);
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;
        if (!parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null)
            return null;
        throw new InvalidOperationException(
            $"Could not populate the value for '{parameter.Name}' parameter. Consider adding a default value or making the parameter nullable.");
    }

    private static object? Convert(string text, ParameterInfo parameter, string function)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(string))
            return text;
        if (type == typeof(Guid) && Guid.TryParse(text, out var guid))
            return guid;
        if (type == typeof(DateTimeOffset) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var offset))
            return offset;
        if (type == typeof(DateTime) && DateTime.TryParse(text, CultureInfo.InvariantCulture, out var time))
            return time;
        try
        {
            return JsonSerializer.Deserialize(text, parameter.ParameterType, AsWorker);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException(
                $"Error converting 1 input parameters for Function '{function}': Cannot convert input parameter '{parameter.Name}' to type '{type.FullName}'.", e);
        }
    }
}
