using System.Reflection;
using Distill.LocalRuntime.Discovery;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.LocalRuntime.Invocation;

/// <summary>The innermost step of an invocation: an instance from the scope's services, the arguments, the call.</summary>
internal static class MethodCall
{
    public static async Task RunAsync(LocalFunctionContext context)
    {
        var function = (DiscoveredFunction)context.FunctionDefinition;
        var arguments = new object?[function.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = function.Arguments[i](context);

        var instance = function.Method.IsStatic ? null : ActivatorUtilities.CreateInstance(context.InstanceServices, function.Method.DeclaringType!);
        try
        {
            var returned = function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
            context.Result = returned is Task task ? await ValueOfAsync(task, function.Method.ReturnType) : returned;
        }
        finally
        {
            if (instance is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else
                (instance as IDisposable)?.Dispose();
        }
    }

    private static async Task<object?> ValueOfAsync(Task task, Type declared)
    {
        await task;
        // By the declared type: an async method's plain Task is a Task<VoidTaskResult> underneath, whose value means nothing.
        return declared.IsGenericType ? declared.GetProperty(nameof(Task<>.Result))!.GetValue(task) : null;
    }
}
