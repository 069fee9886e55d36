using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Arousal;

/// <summary>Skin-conductance arousal of a store's zones.</summary>
internal static class ArousalEndpoint
{
    public static void MapArousal(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/arousal", Zones).WithName("arousal").WithTags("arousal")
            .WithSummary("Skin conductance level, responses and arousal with its interval, per zone that a sensor could measure in, over [from, to); of one study, of none (study=), or of all")
            .ProducesProblem(400).ProducesProblem(404);
        routes.MapGet("/arousal/{zone}/series", Series).WithName("arousalSeries").WithTags("arousal")
            .WithSummary("A zone's arousal in steps; steps without a window are absent").ProducesProblem(400).ProducesProblem(404);
    }

    private static Results<Ok<ArousalAnswer>, ProblemHttpResult> Zones(
        string tenant, string store, string? from, string? to, string? study, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem)
            || !IsStudy(study, out problem))
            return problem;
        var rows = metrics.Arousal(view.Address, range, coarsest: RollUpLadder.Coarsest).ToList();
        return TypedResults.Ok(new ArousalAnswer(
            range.From, range.To, view.Layout.Provenance, study, [.. rows.Select(r => r.Figures.Study).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            ArousalQuery.Summarise(view.Layout, ArousalQuery.Of(study, rows))));
    }

    private static Results<Ok<ArousalSeriesAnswer>, ProblemHttpResult> Series(
        string tenant, string store, string zone, string? from, string? to, string? stepSeconds, string? study, IMetricStore metrics, TimeProvider time)
    {
        if (!RangeQuery.TryRead(from, to, time, out var range, out var problem) || !StoreView.TryOpen(metrics, tenant, store, out var view, out problem)
            || !IsStudy(study, out problem) || !StepQuery.TryRead(stepSeconds, range, view.Layout, out var step, out problem))
            return problem;
        var points = ArousalQuery.Points(zone, ArousalQuery.Of(study, metrics.Arousal(view.Address, range, zone, coarsest: RollUpLadder.ForStep(step))), step);
        if (points.Count == 0 && view.Layout.Zones.All(z => z.Zone != zone))
            return Problems.NotFound($"store {view.Address} has no zone {Problems.Quote(zone)}{Nearest.Suggest(zone, view.Layout.Zones.Select(z => z.Zone).Distinct())}");
        return TypedResults.Ok(new ArousalSeriesAnswer(range.From, range.To, view.Layout.Provenance, study, zone, step, points));
    }

    private static bool IsStudy(string? study, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        problem = string.IsNullOrEmpty(study) || Identifier.IsValid(study) ? null : Problems.BadRequest($"study {Problems.Quote(study)} is not an id: use {Identifier.Rule}");
        return problem is null;
    }
}

/// <summary>A store's skin-conductance arousal over [from, to).</summary>
/// <param name="From">Start, UTC.</param>
/// <param name="To">End, UTC.</param>
/// <param name="Provenance"><c>demo</c> or <c>simulated</c>; else null.</param>
/// <param name="Study">The study that was asked for; empty: outside of studies; null: everything.</param>
/// <param name="Studies">The studies that have figures in the range, whichever was asked for.</param>
/// <param name="Zones">The zones.</param>
internal sealed record ArousalAnswer(
    DateTimeOffset From, DateTimeOffset To, string? Provenance, string? Study, IReadOnlyList<string> Studies, IReadOnlyList<ArousalSummary> Zones);

/// <summary>A zone's skin-conductance arousal in steps over [from, to).</summary>
internal sealed record ArousalSeriesAnswer(
    DateTimeOffset From, DateTimeOffset To, string? Provenance, string? Study, string Zone, int StepSeconds, IReadOnlyList<ArousalPoint> Points);
