using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Api;

/// <summary>Errors as RFC 9457 problem details, each with a sentence.</summary>
internal static class Problems
{
    public static ProblemHttpResult BadRequest(string sentence) => TypedResults.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);

    public static ProblemHttpResult NotFound(string sentence) => TypedResults.Problem(sentence, statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Unavailable(string sentence) => TypedResults.Problem(sentence, statusCode: StatusCodes.Status503ServiceUnavailable);

    /// <summary>A value from outside, cut so that it can stand in a sentence.</summary>
    public static string Quote(string value) => $"'{(value.Length <= 60 ? value : value[..57] + "...")}'";
}

/// <summary>A store that fails while it is asked answers 503 with its sentence.</summary>
internal sealed class StoreFaults(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not StoreException fault)
            return false;
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = StatusCodes.Status503ServiceUnavailable, Detail = fault.Message },
        });
    }
}
