using System.Reflection;
using System.Reflection.Emit;

namespace Distill.Architecture.Tests;

/// <summary>What the code of a type refers to: in its signatures, its fields and its instructions.</summary>
internal static class References
{
    private const BindingFlags Own =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private static readonly Dictionary<short, OpCode> s_opCodes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(c => c.Value);

    /// <summary>Types and members; the type of every member is among them.</summary>
    public static IReadOnlySet<MemberInfo> Of(Type type)
    {
        MemberInfo?[] named =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. type.GetFields(Own).Select(f => f.FieldType),
            .. type.GetProperties(Own).Select(p => p.PropertyType),
        ];
        var methods = type.GetMembers(Own).OfType<MethodBase>().SelectMany(m => Signature(m).Concat(Instructions(m)));
        return named.Concat(methods).OfType<MemberInfo>().SelectMany(Parts).ToHashSet();
    }

    private static IEnumerable<MemberInfo> Signature(MethodBase method) =>
        [.. method.GetParameters().Select(p => p.ParameterType), .. method is MethodInfo { ReturnType: var type } ? [type] : Type.EmptyTypes];

    private static IEnumerable<MemberInfo> Instructions(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var typeArguments = method.DeclaringType!.GetGenericArguments();
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (var at = 0; at < il.Length; )
        {
            var code = s_opCodes[il[at] == 0xFE ? (short)(0xFE00 | il[at + 1]) : il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return method.Module.ResolveMember(BitConverter.ToInt32(il, at), typeArguments, methodArguments)!;
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
                _ => 4,
            };
        }
    }

    private static IEnumerable<MemberInfo> Parts(MemberInfo member) =>
        member switch
        {
            Type { HasElementType: true } type => Parts(type.GetElementType()!),
            Type { IsConstructedGenericType: true } type => [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)],
            Type type => [type],
            MethodInfo { IsGenericMethod: true, ContainsGenericParameters: false } method =>
            [
                method,
                .. method.GetGenericArguments().SelectMany(Parts),
                .. Parts(method.DeclaringType!),
            ],
            _ => [member, .. Parts(member.DeclaringType!)],
        };
}
