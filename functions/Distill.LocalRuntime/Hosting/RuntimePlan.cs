using Distill.LocalRuntime.Settings;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Distill.LocalRuntime.Hosting;

/// <summary>What was decided while the app was built, for the host to carry out.</summary>
internal sealed record RuntimePlan(
    RuntimeSettings Settings, HostJson HostJson, SettingsSources Sources, AssignedSettings Assigned, IReadOnlyCollection<Type> Types,
    bool UsesAspNetCore, FunctionExecutionDelegate Pipeline, StartupProblems Problems);
