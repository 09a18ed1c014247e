using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Distill.LocalRuntime.Invocation;
using Microsoft.Azure.Functions.Worker;

namespace Distill.LocalRuntime.Discovery;

/// <summary>Finds the value of one parameter.</summary>
internal delegate object? Argument(LocalFunctionContext context);

/// <summary>A method that the runtime can invoke, with its trigger and where each of its arguments comes from.</summary>
internal sealed class DiscoveredFunction(string name, MethodInfo method, Trigger trigger, IReadOnlyList<Argument> arguments) : FunctionDefinition
{
    public override string Name { get; } = name;

    public override string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8));

    public override string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";

    public override string PathToAssembly => Method.DeclaringType!.Assembly.Location;

    public MethodInfo Method { get; } = method;

    public Trigger Trigger { get; } = trigger;

    public IReadOnlyList<Argument> Arguments { get; } = arguments;
}
