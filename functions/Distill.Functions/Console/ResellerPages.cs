using Distill.Core.Resellers;
using Distill.Functions.Api;
using Distill.Functions.Storage;
using Distill.Reports.Console;
using Distill.Reports.Words;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Console;

/// <summary>The pages of the last review of resellers and clouds.</summary>
public sealed class ResellerPages(ConsoleReader reader, ResellerTable table)
{
    internal async Task<IResult> ShowAllAsync(HttpRequest request)
    {
        var state = await reader.ReadAsync(request);
        var review = await table.ReadAsync(request.HttpContext.RequestAborted);
        return PageAnswer.Of<ResellersPage>(new ResellersModel(state.Context("Resellers and clouds", ConsoleSection.Resellers), review));
    }

    internal async Task<IResult> ShowAsync(HttpRequest request, Channel channel)
    {
        var state = await reader.ReadAsync(request);
        return await table.FindAsync(channel, request.HttpContext.RequestAborted) is var (found, hour)
            ? PageAnswer.Of<ResellerPage>(
                new ResellerModel(state.Context($"{ChannelWords.Of(channel.Kind)} {channel.Name}", ConsoleSection.Resellers), found, hour)
            )
            : Problems.UnknownChannel;
    }
}
