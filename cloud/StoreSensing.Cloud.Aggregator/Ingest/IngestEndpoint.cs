using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Aggregator.Ingest;

/// <summary>What came in since the start, and which messages of each session are stored.</summary>
internal static class IngestEndpoint
{
    private const int MostSessions = 200;

    public static void MapIngest(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/ingest", Get).WithName("ingest").WithTags("operation")
            .WithSummary("Messages since the start (received = stored + duplicates + states + rejected), and the sessions heard last");

    private static Ok<IngestAnswer> Get(IngestPipeline pipeline, IMetricStore store)
    {
        var counts = pipeline.Counts;
        var rejections = pipeline.Quarantine.Last;
        return TypedResults.Ok(new IngestAnswer(
            counts.Received, counts.Stored, counts.Duplicates, counts.States, counts.Rejected,
            rejections.Count == 0 ? null : $"{rejections[0].Topic}: {rejections[0].Reason}",
            rejections,
            pipeline.Quarantine.Causes.ToDictionary(c => JsonNamingPolicy.CamelCase.ConvertName(c.Key.ToString()), c => c.Value),
            [.. store.Sessions(MostSessions).Select(s => new IngestSession(
                s.Device.Tenant, s.Device.Store, s.Device.Device, s.Session, s.FirstSeq, s.LastSeq, s.Stored, s.Duplicates,
                [.. s.Seen.Missing.Select(m => new[] { m.First, m.Last })]))]));
    }
}

/// <summary>Counts since the program's start.</summary>
internal sealed record IngestAnswer(
    long Received, long Stored, long Duplicates, long States, long Rejected, string? LastRejection, IReadOnlyList<RejectedAt> Rejections,
    IReadOnlyDictionary<string, long> RejectedBy, IReadOnlyList<IngestSession> Sessions);

/// <summary>What the store has of a session, whenever it came; missing are inclusive ranges between 1 and the last number that came.</summary>
internal sealed record IngestSession(
    string Tenant, string Store, string Device, string Session, long FirstSeq, long LastSeq, long Stored, long Duplicates, IReadOnlyList<long[]> Missing);
