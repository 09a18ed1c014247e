using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using OpenTelemetry;

namespace Distill.Functions.Telemetry;

internal static partial class Telemetry
{
    static partial void UseWorker(IOpenTelemetryBuilder telemetry) => telemetry.UseFunctionsWorkerDefaults();
}
